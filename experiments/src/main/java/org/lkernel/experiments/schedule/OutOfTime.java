package org.lkernel.experiments.schedule;

/// A schedule was not over when the host's time for it was: nothing is known of it.
public final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfTime() {
        super("the time given to a schedule is over");
    }
}
