package org.lkernel.kernel.hart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Tasks;

/// The answers to [HartCall]s: functions of the hart's time, its number and what it can execute.
final class HartCalls {
    /// `struct timespec`, and `struct timeval` with another unit.
    record Timespec(long seconds, long fraction) {}

    /// `struct timezone`.
    record Timezone(int minutesWest, int daylightSaving) {}

    private static final long SECOND = 1_000_000_000L;
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_PROCESS_CPUTIME = 2;
    private static final int CLOCK_THREAD_CPUTIME = 3;
    private static final int CLOCK_TAI = 11;
    /// Nanoseconds of the coarse clocks: a tick of 250 Hz, as Debian's kernels have.
    private static final long COARSE = 4_000_000;

    private final int hart;
    private final int harts;
    private final HardwareProbe probe;

    HartCalls(int hart, int harts) {
        this.hart = hart;
        this.harts = harts;
        this.probe = new HardwareProbe();
    }

    /// The answer, or null for a clock that only `Tasks` can read.
    @Nullable
    Completion answer(HartCall call, long nowNanos, long epochNanos) {
        return switch (call) {
            case HartCall.ClockGetTime get -> time(get, nowNanos, epochNanos);
            case HartCall.ClockGetResolution get -> resolution(get);
            case HartCall.GetCpu get -> cpu(get);
            case HartCall.GetTimeOfDay get -> timeOfDay(get, nowNanos + epochNanos);
            case HartCall.HardwareProbe pairs -> probe.answer(pairs, harts);
            case HartCall.FlushInstructions flush ->
                (flush.flags() & ~1) == 0 ? Completion.value(0) : Completion.error(Errno.EINVAL);
        };
    }

    private static @Nullable Completion time(HartCall.ClockGetTime get, long nowNanos, long epochNanos) {
        return switch (get.clock()) {
            case CLOCK_REALTIME, CLOCK_TAI -> timespec(get.timespec(), nowNanos + epochNanos);
            case 1, 4, 7 -> timespec(get.timespec(), nowNanos);
            case 5 -> timespec(get.timespec(), coarse(nowNanos + epochNanos));
            case 6 -> timespec(get.timespec(), coarse(nowNanos));
            case 8, 9 -> timespec(get.timespec(), get.clock() == 8 ? nowNanos + epochNanos : nowNanos);
            case CLOCK_PROCESS_CPUTIME, CLOCK_THREAD_CPUTIME -> null;
            default -> get.clock() < 0 ? null : Completion.error(Errno.EINVAL);
        };
    }

    private static long coarse(long nanos) {
        return nanos - Math.floorMod(nanos, COARSE);
    }

    /// A call that is not answered here, as a question to who knows of CPU time.
    static Tasks.Request aboutCpuClock(HartCall call) {
        return switch (call) {
            case HartCall.ClockGetTime get -> new Tasks.ReadCpuClock(get.call(), get.clock(), get.timespec());
            case HartCall.ClockGetResolution get -> new Tasks.ResolveCpuClock(get.call(), get.clock(), get.timespec());
            default -> throw new IllegalArgumentException(call + " is for a hart to answer");
        };
    }

    private static @Nullable Completion resolution(HartCall.ClockGetResolution get) {
        if (get.clock() > CLOCK_TAI || get.clock() == 10) {
            return Completion.error(Errno.EINVAL);
        } else if (get.clock() < 0 || get.clock() == CLOCK_PROCESS_CPUTIME || get.clock() == CLOCK_THREAD_CPUTIME) {
            return null;
        } else if (get.timespec() == 0) {
            return Completion.value(0);
        }
        return timespec(get.timespec(), get.clock() == 5 || get.clock() == 6 ? COARSE : 1);
    }

    private static Completion timespec(long address, long nanos) {
        Timespec value = new Timespec(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
        return Completion.value(0, address, Struct.bytesOf(value));
    }

    private Completion cpu(HartCall.GetCpu get) {
        byte[] word = new byte[4];
        Struct.store(word, 0, 4, hart);
        CopyOut cpu = new CopyOut(get.cpu(), Bytes.wrap(word));
        CopyOut node = new CopyOut(get.node(), Bytes.wrap(new byte[4]));
        if (get.cpu() == 0 || get.node() == 0) {
            return new Completion.Returned(
                    0, get.cpu() != 0 ? List.of(cpu) : get.node() != 0 ? List.of(node) : List.of());
        }
        return new Completion.Returned(0, List.of(cpu, node));
    }

    private static Completion timeOfDay(HartCall.GetTimeOfDay get, long nanos) {
        Timespec value = new Timespec(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND) / 1000);
        CopyOut time = new CopyOut(get.timeval(), Struct.bytesOf(value));
        CopyOut zone = new CopyOut(get.timezone(), Struct.bytesOf(new Timezone(0, 0)));
        if (get.timezone() == 0) {
            return new Completion.Returned(0, get.timeval() == 0 ? List.of() : List.of(time));
        }
        return new Completion.Returned(0, get.timeval() == 0 ? List.of(zone) : List.of(time, zone));
    }
}
