package org.lkernel.experiments.inject;

import com.fasterxml.jackson.annotation.JsonValue;

/// What became of a run with a fault.
public enum OutcomeClass {
    /// The fault's place was never passed.
    NOT_REACHED(0),
    /// A bit was turned over that nobody used: it was written over before, or the run ended.
    NOT_ACTIVATED(0),
    /// It ended as the golden run did, and left everything as that.
    MASKED(0),
    /// The same output and status, and something that a subsystem is left with is other than it was.
    LATENT(0),
    /// The same output and status, and the program said something of it.
    CORRECTED(0),
    /// Another exit status, or another output and word of it on standard error: the program noticed.
    DETECTED(0),
    /// The program was killed by a signal.
    APP_CRASH(0),
    /// The kernel broke.
    KERNEL_CRASH(127),
    /// It does not end although the faults were stopped: nothing repairs what they did.
    LIVENESS(128),
    /// Another output, and nobody said a word: silent data corruption.
    SDC(129),
    /// A file that was to be left alone is other than it was.
    ISOLATION_BREACH(129),
    /// It waits for ever, or takes more than three times what the golden run took.
    HANG(130),
    /// The experiment itself failed; not counted.
    HARNESS_ERROR(131);

    private final int status;

    OutcomeClass(int status) {
        this.status = status;
    }

    /// The exit status of a campaign in which it is the worst; 0 for what experiments merely count.
    public int status() {
        return status;
    }

    /// Whether nobody can see anything of it at the program's end, or it was made good.
    public boolean isHarmless() {
        return switch (this) {
            case NOT_REACHED, NOT_ACTIVATED, MASKED, LATENT, CORRECTED -> true;
            case DETECTED, APP_CRASH, KERNEL_CRASH, LIVENESS, SDC, ISOLATION_BREACH, HANG, HARNESS_ERROR -> false;
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
