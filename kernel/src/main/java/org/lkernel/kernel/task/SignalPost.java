package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.SignalInfo;

/// Raising signals: what is queued where, and which task is called to see to it.
///
/// @see "signal(7)"
final class SignalPost {
    /// A queue of so many is looked at together with all the others.
    private static final int FEW = 32;

    private static final int ALL_PENDING_MAXIMUM = 65_536;

    private SignalPost() {}

    /// Raises a signal for a process; any of its tasks may take it. False when the queue of real-time signals is
    /// full.
    static boolean toProcess(Turn turn, TaskGroup process, SignalInfo info) {
        return raise(turn, process, null, info);
    }

    /// Raises a signal for one task.
    static boolean toTask(Turn turn, Task task, SignalInfo info) {
        return raise(turn, turn.state().processOf(task), task, info);
    }

    /// Raises a signal for every process of a group; how many there were.
    static int toGroup(Turn turn, int group, SignalInfo info) {
        int count = 0;
        for (TaskGroup member : turn.state().processes.values()) {
            if (member.processGroup == group && !member.zombie) {
                toProcess(turn, turn.state().process(member.id), info);
                count++;
            }
        }
        return count;
    }

    private static boolean raise(Turn turn, TaskGroup process, @Nullable Task target, SignalInfo info) {
        int signal = info.signal();
        if (process.zombie || process.exit != null) {
            return true;
        }
        if (signal == Signal.CONT) {
            discard(turn, process, Signal.STOPPING);
            boolean queued = queue(turn, process, target, info);
            TaskStop.goOn(turn, process);
            return queued;
        } else if ((Signal.STOPPING & Signal.bit(signal)) != 0) {
            discard(turn, process, Signal.bit(Signal.CONT));
        }
        return queue(turn, process, target, info);
    }

    private static boolean queue(Turn turn, TaskGroup process, @Nullable Task target, SignalInfo info) {
        int signal = info.signal();
        Task receiver = target == null ? anyOf(turn, process) : target;
        boolean held = receiver != null && (heldBack(receiver) & Signal.bit(signal)) != 0;
        if (SignalChoice.isIgnored(turn.state(), process, signal) && !held) {
            if (receiver != null) {
                turn.tracer().signalled(receiver.id, info);
            }
            return true;
        }
        boolean queued = enqueue(turn, process, target, info);
        call(turn, process, target, info);
        return queued;
    }

    /// What the task really blocks, whatever it waits for meanwhile.
    private static long heldBack(Task task) {
        if (task.phase instanceof Phase.Parked(var call, Waiting.Signals(var set, var mask, var info, var alarm))) {
            return mask;
        }
        return task.formerMask != null ? task.mask | task.formerMask : task.mask;
    }

    private static void discard(Turn turn, TaskGroup process, long signals) {
        process.pending = process.pending.without(signals);
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            task.pending = task.pending.without(signals);
        }
    }

    private static boolean enqueue(Turn turn, TaskGroup process, @Nullable Task target, SignalInfo info) {
        int signal = info.signal();
        var queue = target == null ? process.pending : target.pending;
        if (signal < Signal.REAL_TIME && queue.holds(signal)) {
            return true;
        }
        int waiting = queue.entries().size();
        boolean full = Long.compareUnsigned(waiting, process.limits.soft(Limits.PENDING_SIGNALS)) >= 0
                || waiting >= FEW && allPending(turn.state()) >= ALL_PENDING_MAXIMUM;
        if (full && signal >= Signal.REAL_TIME && info.code() != SignalInfo.SI_USER && info.code() < 0) {
            return false;
        }
        var longer = full ? queue.withBare(signal) : queue.with(info);
        if (target == null) {
            process.pending = longer;
        } else {
            target.pending = longer;
        }
        return true;
    }

    /// How many signals wait in all queues of the machine.
    private static int allPending(TasksState state) {
        int all = 0;
        for (TaskGroup process : state.processes.values()) {
            all += process.pending.entries().size();
        }
        for (Task task : state.tasks.values()) {
            all += task.pending.entries().size();
        }
        return all;
    }

    /// Calls a task that can take the signal; if it ends the process, calls all.
    private static void call(Turn turn, TaskGroup process, @Nullable Task target, SignalInfo info) {
        int signal = info.signal();
        Task taker = target == null ? takerOf(turn, process, signal) : target;
        if (taker == null || !wants(taker, signal)) {
            return;
        }
        if (isFatal(turn.state(), process, taker, signal)) {
            turn.tracer().signalled(taker.id, info);
            TaskExit.endProcess(turn, process, signal);
        } else {
            turn.send(Port.SCHEDULER, new Scheduler.Interrupt(taker.id, false));
        }
    }

    /// Signals that waited for any task of the process are left to the others by one that blocks or ends.
    static void callOthers(Turn turn, TaskGroup process, Task by, long signals) {
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (id != by.id && task.isAlive() && (process.pending.set() & signals & ~task.mask) != 0) {
                turn.send(Port.SCHEDULER, new Scheduler.Interrupt(id, false));
            }
        }
    }

    /// Whether the process ends at once, without a look at its state when it next runs.
    private static boolean isFatal(TasksState state, TaskGroup process, Task taker, int signal) {
        if (state.protectInit && process.id == 1) {
            return false;
        }
        boolean byDefault = state.action(process, signal).handler() == Action.DEFAULT
                && Signal.byDefault(signal) == Signal.Default.TERMINATE;
        return signal == Signal.KILL || byDefault && (heldBack(taker) & Signal.bit(signal)) == 0;
    }

    private static @Nullable Task anyOf(Turn turn, TaskGroup process) {
        for (int id : process.tasks) {
            return turn.state().task(id);
        }
        return null;
    }

    /// A task whose mask lets the signal through, the first of the process if it does.
    private static @Nullable Task takerOf(Turn turn, TaskGroup process, int signal) {
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (wants(task, signal)) {
                return task;
            }
        }
        return null;
    }

    /// Whether the task can act on the signal now; when it is stopped it looks again once it goes on.
    private static boolean wants(Task task, int signal) {
        boolean stopped = task.phase instanceof Phase.Parked(var call, Waiting.Stopped waiting);
        return task.isAlive() && (task.mask & Signal.bit(signal)) == 0 && (!stopped || signal == Signal.KILL);
    }
}
