package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Lowest;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.signal.SignalQueue;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.IntervalTimers.Countdown;
import org.pcollections.TreePMap;

/// Timers of a process: the three of `setitimer(2)`, and those of `timer_create(2)`.
final class TaskTimers {
    private static final int REAL = 0;
    private static final int VIRTUAL = 1;
    private static final int PROFILE = 2;
    private static final int ABSOLUTE = 1;
    private static final int TIMERS_MAXIMUM = 1024;
    private static final long SECOND = 1_000_000_000L;
    private static final long MICRO = 1000;
    /// A timer rings no more often than this: shorter intervals are counted in bulk.
    private static final long GRAIN = 10_000;
    /// CPU time is looked at no more often than this.
    private static final long CPU_GRAIN = 1_000_000;
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

    private static Countdown next(Countdown expired) {
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
            long due = nowNanos + Math.max(CPU_GRAIN, left / Math.max(1, process.tasks.size()));
            long key = turn.arm(due, new Alarm.CpuCheck(process.id, due));
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
            Call call = new Call(process.id, 0, 0, CHECK, check.dueNanos());
            turn.send(Port.SCHEDULER, new Scheduler.Measure(call, List.copyOf(process.tasks)));
        }
    }

    static boolean isCheck(Call call) {
        return call.serial() == CHECK;
    }

    static void checked(Turn turn, Call call, CpuTime living) {
        TaskGroup process = turn.state().findProcess(call.task());
        if (process == null || process.zombie) {
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

    // ---- timer_create

    static void create(Turn turn, TimeCall.CreateTimer create) {
        TaskGroup process = turn.process(create.call());
        int id = Lowest.free(process.timers, 0);
        TasksCall.Event event =
                create.event() == null ? new TasksCall.Event(id, Signal.ALRM, Timer.SIGNAL, 0) : create.event();
        Errno refusal = refusal(turn.state(), process, create.clock(), event, id);
        if (refusal != null) {
            turn.fail(create.call(), refusal);
            return;
        }
        process.timers = process.timers.plus(
                id,
                new Timer(
                        create.clock(),
                        event.how(),
                        event.signal(),
                        event.value(),
                        event.task(),
                        Countdown.OFF,
                        0,
                        0,
                        0));
        turn.complete(create.call(), create.timer(), TaskWait.word(id));
    }

    private static @Nullable Errno refusal(
            TasksState state, TaskGroup process, int clock, TasksCall.Event event, int id) {
        if (Clocks.countsCpu(clock)) {
            return Errno.ENOTSUP;
        } else if (Clocks.refusalToWait(clock) != null || id >= TIMERS_MAXIMUM || state.hasAllTimers()) {
            return id >= TIMERS_MAXIMUM || state.hasAllTimers() ? Errno.EAGAIN : Errno.EINVAL;
        }
        return switch (event.how()) {
            case Timer.NONE -> null;
            case Timer.SIGNAL -> Signal.isValid(event.signal()) ? null : Errno.EINVAL;
            case Timer.TASK ->
                Signal.isValid(event.signal()) && process.tasks.contains(event.task()) ? null : Errno.EINVAL;
            default -> Errno.EINVAL;
        };
    }

    static void set(Turn turn, TimeCall.SetTimer set) {
        Call call = set.call();
        TaskGroup process = turn.process(call);
        Timer timer = process.timers.get(set.timer());
        boolean valid = TaskSleep.isValid(set.value().value())
                && TaskSleep.isValid(set.value().interval());
        if (timer == null || !valid) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        long now = Clocks.shown(turn.state(), timer.clock(), call.nowNanos());
        Bytes old = setting(timer, now);
        turn.disarm(timer.alarm());
        long value = TaskSleep.nanos(set.value().value());
        long deadline = value == 0 ? 0 : (set.flags() & ABSOLUTE) != 0 ? value : Clocks.sum(now, value);
        Countdown countdown = value == 0
                ? Countdown.OFF
                : new Countdown(deadline, TaskSleep.nanos(set.value().interval()));
        arm(turn, process, set.timer(), timer.counting(0).set(countdown, 0));
        turn.complete(call, SignalMasks.returned(0, set.old(), old));
    }

    private static void arm(Turn turn, TaskGroup process, int id, Timer timer) {
        long alarm = 0;
        if (timer.countdown().isOn()) {
            long due = Clocks.machineTime(
                    turn.state(), timer.clock(), timer.countdown().deadlineNanos());
            alarm = turn.arm(Math.max(0, due), new Alarm.Expiry(process.id, id));
        }
        process.timers = process.timers.plus(id, timer.set(timer.countdown(), alarm));
    }

    static void get(Turn turn, TimeCall.GetTimer get) {
        Timer timer = turn.process(get.call()).timers.get(get.timer());
        if (timer == null) {
            turn.fail(get.call(), Errno.EINVAL);
            return;
        }
        long now = Clocks.shown(turn.state(), timer.clock(), get.call().nowNanos());
        turn.complete(get.call(), get.value(), setting(timer, now));
    }

    private static Bytes setting(Timer timer, long nowNanos) {
        long interval = timer.countdown().intervalNanos();
        long left = timer.countdown().left(nowNanos);
        return TaskSleep.timespec(interval).concat(TaskSleep.timespec(left));
    }

    static void overrun(Turn turn, TimeCall.GetOverrun get) {
        Timer timer = turn.process(get.call()).timers.get(get.timer());
        turn.complete(get.call(), timer == null ? -Errno.EINVAL.number() : timer.overrun());
    }

    static void delete(Turn turn, TimeCall.DeleteTimer delete) {
        TaskGroup process = turn.process(delete.call());
        Timer timer = process.timers.get(delete.timer());
        if (timer == null) {
            turn.fail(delete.call(), Errno.EINVAL);
            return;
        }
        turn.disarm(timer.alarm());
        process.timers = process.timers.minus(delete.timer());
        turn.complete(delete.call(), 0);
    }

    static void rang(Turn turn, Alarm.Expiry alarm) {
        TaskGroup process = turn.state().findProcess(alarm.process());
        Timer timer = process == null || process.zombie ? null : process.timers.get(alarm.timer());
        if (process == null || timer == null) {
            return;
        }
        Countdown next = next(timer.countdown());
        long expiries =
                next.isOn() ? (next.deadlineNanos() - timer.countdown().deadlineNanos()) / next.intervalNanos() : 1;
        arm(
                turn,
                process,
                alarm.timer(),
                timer.counting(timer.expiries() + expiries).set(next, 0));
        if (timer.how() != Timer.NONE) {
            raise(turn, process, alarm.timer(), timer);
        }
    }

    /// One signal of a timer is queued at most; further expiries are its overrun.
    private static void raise(Turn turn, TaskGroup process, int id, Timer timer) {
        SignalInfo info = SignalInfo.timer(timer.signal(), id, 0, timer.value());
        Task target = timer.how() == Timer.TASK ? turn.state().find(timer.task()) : null;
        SignalQueue queue = target == null ? process.pending : target.pending;
        if (queue.ofTimer(timer.signal(), info) == null) {
            if (target != null && target.process == process.id) {
                SignalPost.toTask(turn, target, info);
            } else if (timer.how() == Timer.SIGNAL) {
                SignalPost.toProcess(turn, process, info);
            }
        }
    }

    /// A signal is about to be seen; if a timer sent it, with its overrun.
    static SignalInfo delivered(TaskGroup process, SignalInfo info) {
        if (info.code() != SignalInfo.SI_TIMER) {
            return info;
        }
        int id = (int) Struct.littleEndian(info.fields().toArray(), 0, 4);
        Timer timer = process.timers.get(id);
        if (timer == null) {
            return info;
        }
        Timer taken = timer.delivered();
        process.timers = process.timers.plus(id, taken);
        return SignalInfo.timer(info.signal(), id, taken.overrun(), timer.value());
    }

    /// The wall clock was set: timers for a time of day ring at another machine time.
    static void clockSet(Turn turn) {
        for (int id : List.copyOf(turn.state().processes.keySet())) {
            TaskGroup process = turn.state().process(id);
            for (var entry : process.timers.entrySet()) {
                Timer timer = entry.getValue();
                if (Clocks.isWall(timer.clock()) && timer.countdown().isOn()) {
                    turn.disarm(timer.alarm());
                    arm(turn, process, entry.getKey(), timer);
                }
            }
        }
    }

    // ---- the end

    /// `execve` deletes the timers of `timer_create`, and keeps those of `setitimer`.
    static void dropCreated(Turn turn, TaskGroup process) {
        process.timers.values().forEach(timer -> turn.disarm(timer.alarm()));
        process.timers = TreePMap.empty();
    }

    static void dropAll(Turn turn, TaskGroup process) {
        dropCreated(turn, process);
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
