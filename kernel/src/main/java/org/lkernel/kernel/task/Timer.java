package org.lkernel.kernel.task;

import org.lkernel.kernel.task.IntervalTimers.Countdown;

/// A timer of `timer_create(2)`.
///
/// @param how `SIGEV_SIGNAL` 0, `SIGEV_NONE` 1, `SIGEV_THREAD_ID` 4
/// @param task the task to be signalled, for `SIGEV_THREAD_ID`
/// @param countdown in the time of the clock
/// @param alarm set with the clock, or 0
/// @param expiries since the signal was queued, itself included: the overrun is one less
/// @param overrun of the signal that was delivered last
record Timer(
        int clock,
        int how,
        int signal,
        long value,
        int task,
        Countdown countdown,
        long alarm,
        long expiries,
        int overrun) {
    static final int SIGNAL = 0;
    static final int NONE = 1;
    static final int TASK = 4;

    Timer set(Countdown changed, long newAlarm) {
        return new Timer(clock, how, signal, value, task, changed, newAlarm, expiries, overrun);
    }

    Timer counting(long changed) {
        return new Timer(clock, how, signal, value, task, countdown, alarm, changed, overrun);
    }

    Timer delivered() {
        int over = (int) Math.min(Math.max(0, expiries - 1), Integer.MAX_VALUE);
        return new Timer(clock, how, signal, value, task, countdown, alarm, 0, over);
    }
}
