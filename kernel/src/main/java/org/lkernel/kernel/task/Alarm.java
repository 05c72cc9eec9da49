package org.lkernel.kernel.task;

/// What an alarm of the clock was set for.
sealed interface Alarm {
    /// The time-out of a parked call.
    record Waited(int task, long serial) implements Alarm {}

    /// `ITIMER_REAL` of a process.
    record Interval(int process) implements Alarm {}

    /// A timer of `timer_create(2)`.
    record Expiry(int process, int timer) implements Alarm {}

    /// Time to look how much CPU time a process has used.
    record CpuCheck(int process, long dueNanos) implements Alarm {}

    /// Time to look at a timer of `timer_create(2)` that counts CPU time.
    record CpuExpiry(int process, int timer, long dueNanos) implements Alarm {}
}
