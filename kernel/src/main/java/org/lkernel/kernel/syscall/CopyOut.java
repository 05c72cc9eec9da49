package org.lkernel.kernel.syscall;

import org.lkernel.kernel.Bytes;

/// Bytes the hart puts into its task's memory before the task goes on.
public record CopyOut(long address, Bytes content) {}
