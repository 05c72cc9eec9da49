package org.lkernel.kernel.task;

import org.lkernel.kernel.task.IntervalTimers.Countdown;

/// What a measure of CPU time is for.
sealed interface Measured {
    /// `getrusage(2)`, of the process or of the task alone.
    record Usage(boolean alone, long address) implements Measured {}

    /// `times(2)`.
    record Ticks(long address) implements Measured {}

    /// `clock_gettime(2)`; what earlier tasks of the process used is `added`.
    record ClockTime(long added, long address) implements Measured {}

    /// `getitimer(2)` and `setitimer(2)` of a timer that counts CPU time; `set` is null to read only.
    record Interval(
            int which, @org.jspecify.annotations.Nullable Countdown set, long old) implements Measured {}

    /// `timer_settime(2)` of a timer that counts CPU time.
    record TimerSet(int timer, int flags, long valueNanos, long intervalNanos, long old) implements Measured {}

    /// `timer_gettime(2)` of a timer that counts CPU time.
    record TimerGet(int timer, long value) implements Measured {}
}
