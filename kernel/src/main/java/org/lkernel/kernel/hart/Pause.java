package org.lkernel.kernel.hart;

/// Where a hart is asked to stop inside its slice; no part of its state.
final class Pause {
    private long retired = Long.MAX_VALUE;
    private int call = -1;
    private long calls;

    void at(long instruction) {
        retired = instruction;
        call = -1;
    }

    void atCall(int number, long made) {
        call = number;
        calls = made;
    }

    /// So many calls of that number were made now.
    void made(int number, long sum, long retiredNow) {
        if (number == call && sum >= calls) {
            retired = retiredNow;
        }
    }

    boolean reached(long retiredNow) {
        return retiredNow >= retired;
    }

    /// How many instructions to run, if the slice allows for so many.
    long within(long retiredNow, long sliceEnd) {
        return Math.min(sliceEnd, Math.max(retired, retiredNow)) - retiredNow;
    }
}
