package org.lkernel.kernel.hart;

/// What `lr` reserved for `sc`: an address, the value that was there, and its size in bytes.
record Reservation(long address, long value, int size) {}
