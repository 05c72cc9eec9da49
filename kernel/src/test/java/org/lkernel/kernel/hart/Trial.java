package org.lkernel.kernel.hart;

/// A few instructions and the registers they begin with; `x31` will be the trial's own address.
///
/// @param code halfwords
/// @param x 32 words, of which the first and the last count for nothing
@SuppressWarnings("ArrayRecordComponent") // never compared
record Trial(int[] code, long[] x, long[] f, int fcsr) {}
