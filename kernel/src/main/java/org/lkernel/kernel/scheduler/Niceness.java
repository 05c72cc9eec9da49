package org.lkernel.kernel.scheduler;

/// How niceness weighs CPU time: each step is worth about a tenth, in the proportion 1.25 of `sched(7)`.
final class Niceness {
    private static final int UNIT = 1024;
    private static final int[] WEIGHTS = new int[40];

    static {
        double weight = UNIT;
        for (int nice = 0; nice >= -20; nice--, weight *= 1.25) {
            WEIGHTS[nice + 20] = (int) Math.rint(weight);
        }
        weight = UNIT;
        for (int nice = 0; nice < 20; nice++, weight /= 1.25) {
            WEIGHTS[nice + 20] = (int) Math.rint(weight);
        }
    }

    private Niceness() {}

    static long weigh(long nanos, int nice) {
        return nanos * UNIT / WEIGHTS[nice + 20];
    }
}
