package org.lkernel.kernel.files;

/// A timer that is read as a file: `timerfd_create(2)`.
///
/// @param clock `CLOCK_REALTIME` 0, `CLOCK_MONOTONIC` 1, `CLOCK_BOOTTIME` 7
/// @param deadlineNanos in machine time, 0 when disarmed
/// @param expirations since it was last read
/// @param alarm the clock's key of the alarm in force
record Timer(long id, int clock, long deadlineNanos, long intervalNanos, long expirations, long alarm) {}
