package org.lkernel.experiments.schedule;

/// A way to go through schedules.
@FunctionalInterface
public interface Strategy {
    /// Begins the schedule with that number.
    ///
    /// @param number from 1; the one before it is fifo's
    /// @param seed of this schedule alone
    /// @param pilot what fifo's schedule was like
    Chooser begin(long number, long seed, Pilot pilot);
}
