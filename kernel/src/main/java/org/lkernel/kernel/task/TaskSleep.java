package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;

/// Waiting for a time, or for a signal until a time.
///
/// A sleep that a signal without a handler broke goes on by `restart_syscall(2)`, to the same moment; one that a
/// handler broke tells what was left.
final class TaskSleep {
    private static final int ABSOLUTE = 1;
    private static final long SECOND = 1_000_000_000L;

    private TaskSleep() {}

    static void sleep(Turn turn, TimeCall.Sleep sleep) {
        if (!isValid(sleep.time())) {
            turn.fail(sleep.call(), Errno.EINVAL);
        } else {
            relative(turn, sleep.call(), Clocks.MONOTONIC, nanos(sleep.time()), sleep.remainder());
        }
    }

    static void sleepOnClock(Turn turn, TimeCall.SleepOnClock sleep) {
        Errno refusal = Clocks.refusalToWait(sleep.clock());
        if (refusal != null || !isValid(sleep.time())) {
            turn.fail(sleep.call(), refusal == null ? Errno.EINVAL : refusal);
        } else if ((sleep.flags() & ABSOLUTE) != 0) {
            park(turn, sleep.call(), new Waiting.Sleeping(sleep.clock(), nanos(sleep.time()), 0, true, 0));
        } else {
            relative(turn, sleep.call(), sleep.clock(), nanos(sleep.time()), sleep.remainder());
        }
    }

    private static void relative(Turn turn, Call call, int clock, long nanos, long remainder) {
        long deadline = Clocks.sum(call.nowNanos(), nanos);
        park(turn, call, new Waiting.Sleeping(clock, deadline, remainder, false, 0));
    }

    /// `restart_syscall(2)`.
    static void restart(Turn turn, SignalCall.Restart restart) {
        Task task = turn.task(restart.call());
        Waiting.Sleeping sleeping = task.restart;
        task.restart = null;
        if (sleeping == null) {
            turn.fail(restart.call(), Errno.EINTR);
        } else {
            park(turn, restart.call(), sleeping);
        }
    }

    private static void park(Turn turn, Call call, Waiting.Sleeping sleeping) {
        long due = due(turn.state(), sleeping);
        Task task = turn.task(call);
        if (due <= call.nowNanos()) {
            turn.complete(call, 0);
        } else if (SignalChoice.needsAttention(turn.state(), task)) {
            task.restart = sleeping.absolute() ? null : sleeping;
            turn.interrupted(call, Restart.UNLESS_HANDLED);
        } else {
            turn.park(call, armed(turn, call, sleeping));
        }
    }

    private static Waiting.Sleeping armed(Turn turn, Call call, Waiting.Sleeping sleeping) {
        long alarm = turn.arm(due(turn.state(), sleeping), new Alarm.Waited(call.task(), call.serial()));
        return new Waiting.Sleeping(
                sleeping.clock(), sleeping.deadlineNanos(), sleeping.remainder(), sleeping.absolute(), alarm);
    }

    /// The machine time a sleep ends.
    private static long due(TasksState state, Waiting.Sleeping sleeping) {
        return sleeping.absolute()
                ? Clocks.machineTime(state, sleeping.clock(), sleeping.deadlineNanos())
                : sleeping.deadlineNanos();
    }

    /// The wall clock was set: sleeps until a time of day end at another machine time.
    static void clockSet(Turn turn) {
        for (Task sleeper : List.copyOf(turn.state().tasks.values())) {
            if (sleeper.phase instanceof Phase.Parked(Call call, Waiting.Sleeping sleeping) && sleeping.absolute()) {
                turn.disarm(sleeping.alarm());
                turn.state().task(sleeper.id).phase = new Phase.Parked(call, armed(turn, call, sleeping));
            }
        }
    }

    /// The time-out of a parked call.
    static void over(Turn turn, Alarm.Waited waited) {
        Task task = turn.state().find(waited.task());
        if (task == null
                || !(task.phase instanceof Phase.Parked(Call call, Waiting waiting))
                || call.serial() != waited.serial()) {
            return;
        }
        switch (waiting) {
            case Waiting.Sleeping sleeping -> turn.wake(task, Completion.value(0));
            case Waiting.Signals signals -> {
                task.mask = signals.mask();
                turn.wake(task, Completion.error(Errno.EAGAIN));
            }
            default -> throw new IllegalStateException(waiting + " has no time-out");
        }
    }

    /// A signal came first.
    static void cancel(Turn turn, Task task, Waiting.Sleeping sleeping) {
        turn.disarm(sleeping.alarm());
        task.restart = sleeping.absolute() ? null : sleeping;
        turn.wake(task, new Completion.Interrupted(Restart.UNLESS_HANDLED));
    }

    /// What a handler's task learns of the sleep it broke, or null.
    static @Nullable CopyOut remainder(Waiting.Sleeping sleeping, long nowNanos) {
        if (sleeping.remainder() == 0) {
            return null;
        }
        long left = Math.max(0, sleeping.deadlineNanos() - nowNanos);
        return new CopyOut(sleeping.remainder(), timespec(left));
    }

    // ---- rt_sigtimedwait

    static void awaitSignal(Turn turn, SignalCall.AwaitSignal await) {
        Call call = await.call();
        TasksCall.Timespec timeout = await.timeout();
        if (await.size() != 8 || timeout != null && !isValid(timeout)) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        Task task = turn.task(call);
        long set = await.set().bits() & ~Signal.UNBLOCKABLE;
        SignalInfo ready = take(turn, task, set);
        if (ready != null) {
            turn.complete(call, received(ready, await.info()));
        } else if (timeout != null && nanos(timeout) == 0) {
            turn.fail(call, Errno.EAGAIN);
        } else if (SignalChoice.needsAttention(turn.state(), task)) {
            turn.interrupted(call, Restart.NEVER);
        } else {
            long alarm = timeout == null
                    ? 0
                    : turn.arm(
                            Clocks.sum(call.nowNanos(), nanos(timeout)), new Alarm.Waited(call.task(), call.serial()));
            turn.park(call, new Waiting.Signals(set, task.mask, await.info(), alarm));
            task.mask &= ~set;
        }
    }

    private static @Nullable SignalInfo take(Turn turn, Task task, long set) {
        TaskGroup process = turn.state().processOf(task);
        int signal = task.pending.next(set);
        if (signal != 0) {
            SignalInfo info = task.pending.first(signal);
            task.pending = task.pending.withoutFirst(signal);
            return CreatedTimers.delivered(process, info);
        }
        signal = process.pending.next(set);
        if (signal == 0) {
            return null;
        }
        SignalInfo info = process.pending.first(signal);
        process.pending = process.pending.withoutFirst(signal);
        return CreatedTimers.delivered(process, info);
    }

    private static Completion.Returned received(SignalInfo info, long address) {
        return SignalMasks.returned(info.signal(), address, info.image());
    }

    static void cancel(Turn turn, Task task, Waiting.Signals signals) {
        turn.disarm(signals.alarm());
        task.mask = signals.mask();
        SignalInfo info = take(turn, task, signals.set());
        turn.wake(task, info == null ? new Completion.Interrupted(Restart.NEVER) : received(info, signals.info()));
    }

    // ---- times

    static boolean isValid(TasksCall.Timespec time) {
        return time.seconds() >= 0 && time.nanos() >= 0 && time.nanos() < SECOND;
    }

    /// In nanoseconds; what is too far off is as far as there is.
    static long nanos(TasksCall.Timespec time) {
        return time.seconds() >= Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : time.seconds() * SECOND + time.nanos();
    }

    static Bytes timespec(long nanos) {
        return Struct.bytesOf(new TasksCall.Timespec(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)));
    }
}
