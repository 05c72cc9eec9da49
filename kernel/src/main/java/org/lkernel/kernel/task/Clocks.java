package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;

/// The clocks of `clock_gettime(2)`, by number.
final class Clocks {
    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    static final int PROCESS_CPU = 2;
    static final int THREAD_CPU = 3;
    static final int BOOT = 7;
    static final int REALTIME_ALARM = 8;
    static final int BOOT_ALARM = 9;
    static final int TAI = 11;
    /// A negative number whose low bits say that the clock is a file.
    private static final int DESCRIPTOR = 3;
    private static final int DESCRIPTOR_MASK = 7;

    private Clocks() {}

    /// Whether it shows the time of day, which can be set.
    static boolean isWall(int clock) {
        return clock == REALTIME || clock == REALTIME_ALARM || clock == TAI;
    }

    static boolean countsCpu(int clock) {
        return clock == PROCESS_CPU || clock == THREAD_CPU || clock < 0;
    }

    /// Why nobody can wait for a time of this clock, or null.
    static @Nullable Errno refusalToWait(int clock) {
        return switch (clock) {
            case REALTIME, MONOTONIC, BOOT, REALTIME_ALARM, BOOT_ALARM, TAI -> null;
            case PROCESS_CPU, THREAD_CPU, 4, 5, 6 -> Errno.ENOTSUP;
            default -> Errno.EINVAL;
        };
    }

    /// Why no timer can ring by this clock, which counts no CPU time that the caller may know of, or null.
    static @Nullable Errno refusalToRing(int clock) {
        if (clock < 0) {
            return (clock & DESCRIPTOR_MASK) == DESCRIPTOR ? Errno.ENOTSUP : Errno.EINVAL;
        }
        return refusalToWait(clock);
    }

    /// When the clock shows this time, in machine time.
    static long machineTime(TasksState state, int clock, long nanos) {
        return !isWall(clock) || nanos == Long.MAX_VALUE ? nanos : nanos - state.epochNanos;
    }

    /// What the clock shows at this machine time.
    static long shown(TasksState state, int clock, long nowNanos) {
        return isWall(clock) ? nowNanos + state.epochNanos : nowNanos;
    }

    /// The sum of two times that are not negative, or the last moment there is.
    static long sum(long first, long second) {
        return first > Long.MAX_VALUE - second ? Long.MAX_VALUE : first + second;
    }
}
