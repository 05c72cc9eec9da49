package org.lkernel.kernel.task;

/// The three interval timers of a process: `setitimer(2)`.
///
/// @param real by machine time
/// @param user by CPU time in user code, `ITIMER_VIRTUAL`
/// @param total by CPU time, `ITIMER_PROF`
/// @param realAlarm the alarm that is set for `real`, or 0
/// @param cpuAlarm the alarm that is set for the next look at the CPU time, or 0
record IntervalTimers(Countdown real, Countdown user, Countdown total, long realAlarm, long cpuAlarm) {
    static final IntervalTimers NONE = new IntervalTimers(Countdown.OFF, Countdown.OFF, Countdown.OFF, 0, 0);

    /// A point in the time of some clock, and how often to repeat.
    ///
    /// @param deadlineNanos 0 when it is not running
    record Countdown(long deadlineNanos, long intervalNanos) {
        static final Countdown OFF = new Countdown(0, 0);

        boolean isOn() {
            return deadlineNanos != 0;
        }

        long left(long nowNanos) {
            return isOn() ? Math.max(1, deadlineNanos - nowNanos) : 0;
        }

        /// How often it has expired by now, and when it does next.
        Countdown after(long nowNanos) {
            return intervalNanos == 0
                    ? OFF
                    : new Countdown(deadlineNanos + expiries(nowNanos) * intervalNanos, intervalNanos);
        }

        long expiries(long nowNanos) {
            if (!isOn() || nowNanos < deadlineNanos) {
                return 0;
            }
            return intervalNanos == 0 ? 1 : (nowNanos - deadlineNanos) / intervalNanos + 1;
        }
    }

    IntervalTimers withReal(Countdown changed, long alarm) {
        return new IntervalTimers(changed, user, total, alarm, cpuAlarm);
    }

    IntervalTimers withCpu(Countdown newUser, Countdown newTotal, long alarm) {
        return new IntervalTimers(real, newUser, newTotal, realAlarm, alarm);
    }

    boolean countsCpu() {
        return user.isOn() || total.isOn();
    }
}
