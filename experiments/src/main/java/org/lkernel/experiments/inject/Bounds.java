package org.lkernel.experiments.inject;

/// How far a run may go before it is taken to go on for ever.
///
/// @param steps messages since the base
/// @param retired instructions since the base
/// @param nanos of the machine's time since the base
record Bounds(long steps, long retired, long nanos) {
    private static final int PATIENCE = 3;
    private static final long SLACK = 1_000_000;
    private static final long SLACK_NANOS = 10_000_000_000L;
    private static final long UNKNOWN = Long.MAX_VALUE / 8;

    /// Of a run of which only its time is limited.
    static Bounds nanos(long nanos) {
        return new Bounds(UNKNOWN, UNKNOWN, nanos);
    }

    /// Of a run with faults: some times what the golden run took, or as long as the plan has faults strike.
    static Bounds of(Observed golden, Phases phases) {
        return phases.patient()
                ? nanos(phases.injectNanos())
                : new Bounds(
                        PATIENCE * golden.steps() + SLACK,
                        PATIENCE * golden.retired() + SLACK,
                        PATIENCE * golden.nanos() + SLACK_NANOS);
    }
}
