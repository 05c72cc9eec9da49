package org.lkernel.kernel.syscall;

/// One `struct iovec`: a range of the calling task's memory, not yet checked.
public record Segment(long address, long length) {}
