package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Exchange.Measuring;

/// CPU time: the scheduler keeps it of the living, `Tasks` of the dead.
///
/// System time is what the machine's [org.lkernel.kernel.clock.CostModel] charges; in live mode all of it is user time.
final class TaskTimes {
    private static final long SECOND = 1_000_000_000L;
    static final long TICK = SECOND / 100;
    private static final int SELF = 0;
    private static final int CHILDREN = -1;
    private static final int THREAD = 1;
    private static final int USAGE_BYTES = 144;

    private record Ticks(long user, long system, long childrenUser, long childrenSystem) {}

    private TaskTimes() {}

    static void usage(Turn turn, TimeCall.GetUsage get) {
        switch (get.who()) {
            case SELF -> measure(turn, get.call(), turn.process(get.call()), new Measured.Usage(false, get.usage()));
            case THREAD -> measure(turn, get.call(), List.of(get.call().task()), new Measured.Usage(true, get.usage()));
            case CHILDREN -> turn.complete(get.call(), get.usage(), usage(CpuTime.children(turn.process(get.call()))));
            default -> turn.fail(get.call(), Errno.EINVAL);
        }
    }

    static void times(Turn turn, TimeCall.Times times) {
        measure(turn, times.call(), turn.process(times.call()), new Measured.Ticks(times.buffer()));
    }

    static void readClock(Turn turn, Tasks.ReadCpuClock read) {
        Call call = read.call();
        CpuClock clock = CpuClock.of(turn.state(), turn.task(call), read.clock(), true);
        if (clock == null) {
            turn.fail(call, Errno.EINVAL);
        } else {
            long added = clock.shown(turn.state(), new CpuTime(0, 0));
            measure(turn, call, clock.tasks(turn.state()), new Measured.ClockTime(added, read.timespec()));
        }
    }

    /// All of them count nanoseconds.
    static void resolution(Turn turn, Tasks.ResolveCpuClock resolve) {
        Call call = resolve.call();
        if (CpuClock.of(turn.state(), turn.task(call), resolve.clock(), true) == null) {
            turn.fail(call, Errno.EINVAL);
        } else {
            turn.complete(call, SignalMasks.returned(0, resolve.timespec(), TaskSleep.timespec(1)));
        }
    }

    static void measure(Turn turn, Call call, TaskGroup process, Measured purpose) {
        measure(turn, call, List.copyOf(process.tasks), purpose);
    }

    static void measure(Turn turn, Call call, List<Integer> tasks, Measured purpose) {
        turn.task(call).exchange = new Measuring(call, purpose);
        turn.send(Port.SCHEDULER, new Scheduler.Measure(call, tasks));
    }

    static void measured(Turn turn, Measuring measuring, CpuTime living) {
        Call call = measuring.call();
        TaskGroup process = turn.process(call);
        turn.task(call).exchange = null;
        CpuTime all = living.plus(CpuTime.ended(process));
        switch (measuring.purpose()) {
            case Measured.Usage(boolean alone, long address) ->
                turn.complete(call, address, usage(alone ? living : all));
            case Measured.Ticks(long address) -> ticks(turn, call, process, all, address);
            case Measured.ClockTime(long added, long address) ->
                turn.complete(call, address, TaskSleep.timespec(living.totalNanos() + added));
            case Measured.Interval interval -> TaskTimers.interval(turn, call, process, all, interval);
            case Measured.TimerSet set -> CpuTimers.set(turn, call, living, set);
            case Measured.TimerGet get -> CpuTimers.get(turn, call, living, get);
        }
    }

    private static void ticks(Turn turn, Call call, TaskGroup process, CpuTime own, long address) {
        Bytes ticks = Struct.bytesOf(new Ticks(
                own.userNanos() / TICK,
                own.systemNanos() / TICK,
                process.childrenNanos / TICK,
                process.childrenSystemNanos / TICK));
        turn.complete(call, SignalMasks.returned(call.nowNanos() / TICK, address, ticks));
    }

    /// A `struct rusage` of which only the times are known.
    static Bytes usage(CpuTime time) {
        byte[] usage = new byte[USAGE_BYTES];
        storeTimeval(usage, 0, time.userNanos());
        storeTimeval(usage, 16, time.systemNanos());
        return Bytes.wrap(usage);
    }

    private static void storeTimeval(byte[] target, int offset, long nanos) {
        Struct.store(target, offset, 8, nanos / SECOND);
        Struct.store(target, offset + 8, 8, nanos % SECOND / 1000);
    }
}
