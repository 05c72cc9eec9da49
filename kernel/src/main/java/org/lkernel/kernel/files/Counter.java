package org.lkernel.kernel.files;

/// An event counter: `eventfd(2)`.
record Counter(long id, long value, boolean semaphore) {
    /// The counter never reaches 2⁶⁴−1.
    static final long MAXIMUM = -2;

    boolean takes(long added) {
        return Long.compareUnsigned(MAXIMUM - value, added) >= 0;
    }
}
