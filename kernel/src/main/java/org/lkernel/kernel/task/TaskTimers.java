package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.IntervalTimers.Countdown;

/// The three timers of a process that `setitimer(2)` knows, and its limit of CPU time.
final class TaskTimers {
    private static final int REAL = 0;
    private static final int VIRTUAL = 1;
    private static final int PROFILE = 2;
    private static final long SECOND = 1_000_000_000L;
    private static final long MICRO = 1000;
    /// A timer rings no more often than this: shorter intervals are counted in bulk.
    private static final long GRAIN = 10_000;
    /// The serial of a measure that no call asked for.
    private static final long CHECK = -1;

    private TaskTimers() {}

    // ---- setitimer

    static void interval(Turn turn, TimeCall.GetInterval get) {
        interval(turn, get.call(), new Measured.Interval(get.which(), null, get.value()));
    }

    static void setInterval(Turn turn, TimeCall.SetInterval set) {
        TasksCall.IntervalSetting setting = set.value();
        if (setting != null && !(isValid(setting.value()) && isValid(setting.interval()))) {
            turn.fail(set.call(), Errno.EINVAL);
            return;
        }
        Countdown wanted =
                setting == null ? Countdown.OFF : new Countdown(nanos(setting.value()), nanos(setting.interval()));
        interval(turn, set.call(), new Measured.Interval(set.which(), wanted, set.old()));
    }

    private static void interval(Turn turn, Call call, Measured.Interval interval) {
        TaskGroup process = turn.process(call);
        switch (interval.which()) {
            case REAL -> answer(turn, call, process, call.nowNanos(), interval);
            case VIRTUAL, PROFILE -> TaskTimes.measure(turn, call, process, interval);
            default -> turn.fail(call, Errno.EINVAL);
        }
    }

    /// The process has used so much CPU time: `ITIMER_VIRTUAL` counts what of it was spent in user code.
    static void interval(Turn turn, Call call, TaskGroup process, CpuTime used, Measured.Interval interval) {
        long now = interval.which() == VIRTUAL ? used.userNanos() : used.totalNanos();
        answer(turn, call, process, now, interval);
        if (interval.set() != null) {
            armCpu(turn, process, used, call.nowNanos());
        }
    }

    /// `nowNanos` is machine time or CPU time, as the timer counts.
    private static void answer(Turn turn, Call call, TaskGroup process, long nowNanos, Measured.Interval interval) {
        IntervalTimers timers = process.intervals;
        Countdown old = switch (interval.which()) {
            case REAL -> timers.real();
            case VIRTUAL -> timers.user();
            default -> timers.total();
        };
        if (interval.set() != null) {
            set(turn, process, nowNanos, interval.which(), interval.set());
        }
        turn.complete(call, SignalMasks.returned(0, interval.old(), setting(old, nowNanos)));
    }

    private static void set(Turn turn, TaskGroup process, long nowNanos, int which, Countdown wanted) {
        IntervalTimers timers = process.intervals;
        // A value of nothing stops the timer, whatever the interval.
        Countdown started = wanted.deadlineNanos() == 0
                ? Countdown.OFF
                : new Countdown(Clocks.sum(nowNanos, wanted.deadlineNanos()), wanted.intervalNanos());
        if (which == REAL) {
            turn.disarm(timers.realAlarm());
            long alarm = started.isOn() ? turn.arm(started.deadlineNanos(), new Alarm.Interval(process.id)) : 0;
            process.intervals = timers.withReal(started, alarm);
            return;
        }
        turn.disarm(timers.cpuAlarm());
        process.intervals = which == VIRTUAL
                ? timers.withCpu(started, timers.total(), 0)
                : timers.withCpu(timers.user(), started, 0);
    }

    private static Bytes setting(Countdown countdown, long nowNanos) {
        return Struct.bytesOf(
                new TasksCall.IntervalSetting(timeval(countdown.intervalNanos()), timeval(countdown.left(nowNanos))));
    }

    /// `ITIMER_REAL` has expired.
    static void rang(Turn turn, Alarm.Interval alarm) {
        TaskGroup process = turn.state().findProcess(alarm.process());
        if (process == null || process.zombie) {
            return;
        }
        Countdown next = next(process.intervals.real());
        long key = next.isOn() ? turn.arm(next.deadlineNanos(), alarm) : 0;
        process.intervals = process.intervals.withReal(next, key);
        SignalPost.toProcess(turn, process, SignalInfo.kernel(Signal.ALRM));
    }

    /// When it rings next, having rung now: intervals too short to be told apart are passed over.
    static Countdown next(Countdown expired) {
        return expired.after(expired.deadlineNanos() + Math.max(0, GRAIN - expired.intervalNanos()));
    }

    // ---- by CPU time

    /// No process can use CPU time faster than all its tasks together: look again when it may have used enough.
    private static void armCpu(Turn turn, TaskGroup process, CpuTime used, long nowNanos) {
        Countdown user = process.intervals.user();
        Countdown total = process.intervals.total();
        long left = user.isOn() ? user.deadlineNanos() - used.userNanos() : Long.MAX_VALUE;
        left = total.isOn() ? Math.min(left, total.deadlineNanos() - used.totalNanos()) : left;
        long limit = process.limits.soft(Limits.CPU);
        if (limit >= 0 && limit < Long.MAX_VALUE / SECOND) {
            left = Math.min(left, limit * SECOND - used.totalNanos());
        }
        if (left != Long.MAX_VALUE) {
            long due = nowNanos + Math.max(CpuTimers.GRAIN_NANOS, left / Math.max(1, process.tasks.size()));
            long key = turn.watch(due, new Alarm.CpuCheck(process.id, due));
            process.intervals = process.intervals.withCpu(process.intervals.user(), process.intervals.total(), key);
        }
    }

    /// `RLIMIT_CPU` has changed.
    static void limitCpu(Turn turn, TaskGroup process, long nowNanos) {
        turn.disarm(process.intervals.cpuAlarm());
        armCpu(turn, process, new CpuTime(0, 0), nowNanos);
    }

    static void rang(Turn turn, Alarm.CpuCheck check) {
        TaskGroup process = turn.state().findProcess(check.process());
        if (process != null && !process.zombie) {
            Call call = check(process.id, 0, check.dueNanos());
            turn.send(Port.SCHEDULER, new Scheduler.Measure(call, List.copyOf(process.tasks)));
        }
    }

    /// A measure that no call asked for: it is about the timer of `timer_create(2)` that comes before `subject`,
    /// or where that is 0 about all that a process has beside those.
    static Call check(int process, int subject, long nowNanos) {
        return new Call(process, subject, 0, CHECK, nowNanos);
    }

    static boolean isCheck(Call call) {
        return call.serial() == CHECK;
    }

    static void checked(Turn turn, Call call, CpuTime living) {
        TaskGroup process = turn.state().findProcess(call.task());
        if (process == null || process.zombie) {
            return;
        } else if (call.space() > 0) {
            CpuTimers.checked(turn, process, call.space() - 1, call, living);
            return;
        }
        CpuTime used = living.plus(CpuTime.ended(process));
        IntervalTimers timers = process.intervals;
        boolean user = timers.user().expiries(used.userNanos()) > 0;
        boolean total = timers.total().expiries(used.totalNanos()) > 0;
        process.intervals = timers.withCpu(
                user ? timers.user().after(used.userNanos()) : timers.user(),
                total ? timers.total().after(used.totalNanos()) : timers.total(),
                0);
        limit(turn, process, used.totalNanos());
        armCpu(turn, process, used, call.nowNanos());
        if (user) {
            SignalPost.toProcess(turn, process, SignalInfo.kernel(Signal.VTALRM));
        }
        if (total) {
            SignalPost.toProcess(turn, process, SignalInfo.kernel(Signal.PROF));
        }
    }

    /// `RLIMIT_CPU`: SIGXCPU at the soft limit and every second after it, SIGKILL at the hard one.
    private static void limit(Turn turn, TaskGroup process, long used) {
        Limits.Limit limit = process.limits.of(Limits.CPU);
        if (limit.hard() >= 0 && used >= limit.hard() * SECOND) {
            SignalPost.toProcess(turn, process, SignalInfo.kernel(Signal.KILL));
        } else if (limit.soft() >= 0 && used >= limit.soft() * SECOND) {
            SignalPost.toProcess(turn, process, SignalInfo.kernel(Signal.XCPU));
            process.limits = process.limits.with(Limits.CPU, new Limits.Limit(limit.soft() + 1, limit.hard()));
        }
    }

    // ---- the end

    static void dropAll(Turn turn, TaskGroup process) {
        CreatedTimers.dropAll(turn, process);
        turn.disarm(process.intervals.realAlarm());
        turn.disarm(process.intervals.cpuAlarm());
        process.intervals = IntervalTimers.NONE;
    }

    private static boolean isValid(TasksCall.Timeval time) {
        return time.seconds() >= 0 && time.micros() >= 0 && time.micros() < 1_000_000;
    }

    private static long nanos(TasksCall.Timeval time) {
        return time.seconds() >= Long.MAX_VALUE / SECOND
                ? Long.MAX_VALUE
                : time.seconds() * SECOND + time.micros() * MICRO;
    }

    private static TasksCall.Timeval timeval(long nanos) {
        return new TasksCall.Timeval(nanos / SECOND, nanos % SECOND / MICRO);
    }
}
