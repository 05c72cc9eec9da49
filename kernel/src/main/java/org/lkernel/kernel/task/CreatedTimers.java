package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Lowest;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.signal.SignalQueue;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.IntervalTimers.Countdown;
import org.pcollections.TreePMap;

/// The timers that a process makes with `timer_create(2)`.
final class CreatedTimers {
    private static final int ABSOLUTE = 1;
    private static final int TIMERS_MAXIMUM = 1024;

    private CreatedTimers() {}

    static void create(Turn turn, TimeCall.CreateTimer create) {
        TaskGroup process = turn.process(create.call());
        int id = Lowest.free(process.timers, 0);
        TasksCall.Event event =
                create.event() == null ? new TasksCall.Event(id, Signal.ALRM, Timer.SIGNAL, 0) : create.event();
        Errno refusal = refusal(turn, create, event, id);
        if (refusal != null) {
            turn.fail(create.call(), refusal);
            return;
        }
        process.timers = process.timers.plus(
                id,
                new Timer(
                        clock(turn, create),
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

    /// As the timer keeps it: a clock that counts CPU time says whose.
    private static int clock(Turn turn, TimeCall.CreateTimer create) {
        CpuClock counted = CpuClock.of(turn.state(), turn.task(create.call()), create.clock(), false);
        return counted == null ? create.clock() : counted.number();
    }

    private static @Nullable Errno refusal(Turn turn, TimeCall.CreateTimer create, TasksCall.Event event, int id) {
        TaskGroup process = turn.process(create.call());
        boolean known = CpuClock.of(turn.state(), turn.task(create.call()), create.clock(), false) != null;
        Errno unknown = known ? null : Clocks.refusalToRing(create.clock());
        if (unknown != null) {
            return unknown;
        } else if (id >= TIMERS_MAXIMUM || turn.state().hasAllTimers()) {
            return Errno.EAGAIN;
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
        if (Clocks.countsCpu(timer.clock())) {
            CpuTimers.set(turn, set, timer);
            return;
        }
        long now = Clocks.shown(turn.state(), timer.clock(), call.nowNanos());
        Bytes old = setting(timer, now);
        turn.disarm(timer.alarm());
        TasksCall.TimerSetting value = set.value();
        Countdown countdown =
                started(now, set.flags(), TaskSleep.nanos(value.value()), TaskSleep.nanos(value.interval()));
        arm(turn, process, set.timer(), timer.counting(0).set(countdown, 0));
        turn.complete(call, SignalMasks.returned(0, set.old(), old));
    }

    /// What `timer_settime(2)` asks for, in the time of the clock, which shows `nowNanos`.
    static Countdown started(long nowNanos, int flags, long valueNanos, long intervalNanos) {
        if (valueNanos == 0) {
            return Countdown.OFF;
        }
        return new Countdown((flags & ABSOLUTE) != 0 ? valueNanos : Clocks.sum(nowNanos, valueNanos), intervalNanos);
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
        } else if (Clocks.countsCpu(timer.clock())) {
            CpuTimers.get(turn, get, timer);
            return;
        }
        long now = Clocks.shown(turn.state(), timer.clock(), get.call().nowNanos());
        turn.complete(get.call(), get.value(), setting(timer, now));
    }

    static Bytes setting(Timer timer, long nowNanos) {
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
        Countdown next = TaskTimers.next(timer.countdown());
        long expiries =
                next.isOn() ? (next.deadlineNanos() - timer.countdown().deadlineNanos()) / next.intervalNanos() : 1;
        arm(
                turn,
                process,
                alarm.timer(),
                timer.counting(timer.expiries() + expiries).set(next, 0));
        raise(turn, process, alarm.timer(), timer);
    }

    /// One signal of a timer is queued at most; further expiries are its overrun.
    static void raise(Turn turn, TaskGroup process, int id, Timer timer) {
        if (timer.how() == Timer.NONE) {
            return;
        }
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

    /// `execve` deletes the timers of `timer_create`, and keeps those of `setitimer`.
    static void dropAll(Turn turn, TaskGroup process) {
        process.timers.values().forEach(timer -> turn.disarm(timer.alarm()));
        process.timers = TreePMap.empty();
    }
}
