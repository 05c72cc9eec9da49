package org.lkernel.kernel;

/// What knows the machine's time and when something is next due: the clock subsystem, as its host sees it.
public interface Deadlines {
    /// Nanoseconds since boot.
    long nowNanos();

    /// The earliest deadline armed, or `Long.MAX_VALUE`.
    long nextDeadlineNanos();

    /// Whether somebody waits for one of them: else a machine in which nothing moves has come to its end.
    boolean isAwaited();
}
