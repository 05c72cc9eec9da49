package org.lkernel.kernel.task;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.signal.SignalQueue;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.pcollections.TreePSet;

/// The end of tasks and processes.
///
/// A task leaves its hart at once; `Files` and the scheduler give back what they hold of it, and only when both
/// have, so that its pipes are closed and its CPU time is known, is it gone. With the last task the process
/// becomes a zombie.
final class TaskExit {
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int INIT = 1;

    private TaskExit() {}

    /// `exit(2)` of the kernel: this task alone.
    static void exit(Turn turn, ProcessCall.Exit exit) {
        Task task = turn.task(exit.call());
        TaskGroup process = turn.state().processOf(task);
        if (task.id == process.id) {
            process.status = (exit.status() & 0xff) << 8;
        }
        leave(turn, task, exit.call(), false);
    }

    static void exitGroup(Turn turn, ProcessCall.ExitGroup exit) {
        Task task = turn.task(exit.call());
        endProcess(turn, turn.state().processOf(task), (exit.status() & 0xff) << 8);
        leave(turn, task, exit.call(), false);
    }

    /// Every task of the process is to end, as soon as each can be reached.
    static void endProcess(Turn turn, TaskGroup process, int status) {
        if (process.exit != null || process.zombie) {
            return;
        }
        process.exit = status;
        process.status = status;
        process.stopping = 0;
        callAll(turn, process, 0);
    }

    /// Calls every task but one to its end.
    static void callAll(Turn turn, TaskGroup process, int but) {
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (id != but && task.isAlive()) {
                turn.send(Port.SCHEDULER, new Scheduler.Interrupt(id, true));
            }
        }
    }

    /// The task runs no more.
    ///
    /// @param parked whether its call is parked here, so that no hart waits for the answer
    static void leave(Turn turn, Task task, Call call, boolean parked) {
        TasksState state = turn.state();
        task.phase = new Phase.Leaving(false, false);
        task.exchange = null;
        turn.tracer().left(task.id, state.processOf(task).exit);
        if (!parked) {
            turn.send(Port.hart(call.hart()), new Hart.Completed(call, new Completion.Exited()));
        }
        leaveSpace(turn, task);
        turn.send(Port.FILES, new Files.ReleaseTables(task.id));
        turn.send(Port.SCHEDULER, new Scheduler.Remove(task.id, call.nowNanos(), call.systemNanos()));
        TaskStop.check(turn, state.processOf(task));
    }

    private static void leaveSpace(Turn turn, Task task) {
        if (task.robustList != 0) {
            turn.send(Port.MEMORY, new Memory.ReleaseRobust(task.space, task.id, task.robustList));
        }
        if (task.clearTid != 0) {
            turn.send(Port.MEMORY, new Memory.ClearTid(task.space, task.clearTid));
        }
        releaseSpace(turn, task.space);
        releaseVfork(turn, task);
    }

    /// One user less; the last one takes the space along.
    static void releaseSpace(Turn turn, int space) {
        if (turn.state().leaveSpace(space)) {
            turn.send(Port.MEMORY, new Memory.DropSpace(space));
        }
    }

    /// Lets the parent of a `vfork` go on, now that the child is off its stack.
    static void releaseVfork(Turn turn, Task child) {
        Task parent = child.vforkParent == 0 ? null : turn.state().find(child.vforkParent);
        child.vforkParent = 0;
        if (parent != null
                && parent.phase instanceof Phase.Parked(var call, Waiting.Vfork(int awaited))
                && awaited == child.id) {
            turn.wake(parent, Completion.value(child.id));
        }
    }

    static void released(Turn turn, int id) {
        Task task = turn.state().find(id);
        if (task != null && task.phase instanceof Phase.Leaving(var released, var removed)) {
            advance(turn, task, new Phase.Leaving(true, removed));
        }
    }

    static void removed(Turn turn, Tasks.Removed message) {
        Task task = turn.state().find(message.task());
        if (task != null && task.phase instanceof Phase.Leaving(var released, var removed)) {
            task.userNanos = message.userNanos();
            task.systemNanos = message.systemNanos();
            advance(turn, task, new Phase.Leaving(released, true));
        }
    }

    private static void advance(Turn turn, Task task, Phase.Leaving phase) {
        task.phase = phase;
        if (phase.released() && phase.removed()) {
            gone(turn, task);
        }
    }

    private static void gone(Turn turn, Task task) {
        TasksState state = turn.state();
        TaskGroup process = state.findProcess(task.process);
        task.phase = new Phase.Dead();
        if (process == null || !process.tasks.contains(task.id)) {
            // A child whose clone failed half-way.
            state.tasks = state.tasks.minus(task.id);
            return;
        }
        process.endedNanos += task.userNanos;
        process.endedSystemNanos += task.systemNanos;
        warnChildren(turn, process, task);
        if (task.id != process.id) {
            process.tasks = process.tasks.minus(task.id);
            state.tasks = state.tasks.minus(task.id);
        }
        if (process.tasks.stream().allMatch(id -> state.task(id).phase instanceof Phase.Dead)) {
            ended(turn, process);
        } else if (process.executor != 0) {
            TaskExec.othersGone(turn, process);
        }
    }

    /// `PR_SET_PDEATHSIG`: children made by this task may want to know.
    private static void warnChildren(Turn turn, TaskGroup process, Task creator) {
        for (int id : process.children) {
            Task child = turn.state().find(id);
            if (child != null && child.creator == creator.id && child.parentDeathSignal != 0) {
                SignalPost.toProcess(
                        turn, turn.state().process(id), SignalInfo.from(child.parentDeathSignal, 0, process.id, 0));
            }
        }
    }

    // ---- the process

    private static void ended(Turn turn, TaskGroup process) {
        TasksState state = turn.state();
        process.exit = process.status;
        process.stopped = false;
        process.stopping = 0;
        process.pending = SignalQueue.EMPTY;
        TaskTimers.dropAll(turn, process);
        state.leaveActions(process.actions);
        process.actions = 0;
        if (process.id == INIT) {
            process.zombie = true;
            state.ended = new TasksState.Ended(process.status, "exit");
            return;
        }
        releaseGroups(turn, process);
        if (!ProcessHandles.told(turn, process.id)) {
            becomeZombie(turn, process);
        }
    }

    /// Only now: what came before may let the parent look for zombies, and whoever has a descriptor of it must find it
    /// ended when the parent knows.
    static void becomeZombie(Turn turn, TaskGroup process) {
        process.zombie = true;
        tellParent(turn, process);
    }

    private static void adoptChildren(Turn turn, TaskGroup process) {
        TaskGroup guardian = turn.state().process(guardianOf(turn.state(), process));
        for (int id : process.children) {
            TaskGroup child = turn.state().process(id);
            child.parent = guardian.id;
            child.adopted = guardian.id == INIT;
            child.exitSignal = Signal.CHLD;
            guardian.children = guardian.children.plus(id);
            if (child.zombie) {
                tellParent(turn, child);
            }
        }
        process.children = TreePSet.empty();
    }

    private static int guardianOf(TasksState state, TaskGroup process) {
        TaskGroup ancestor = state.processes.get(process.parent);
        while (ancestor != null && ancestor.id != INIT) {
            if (ancestor.subreaper && ancestor.exit == null && !ancestor.zombie) {
                return ancestor.id;
            }
            ancestor = state.processes.get(ancestor.parent);
        }
        return INIT;
    }

    /// Groups that only this process kept from being orphans: its own if its parent is outside, and those of its
    /// children.
    private static void releaseGroups(Turn turn, TaskGroup process) {
        TaskGroup parent = turn.state().process(process.parent);
        TreePSet<Integer> groups = TreePSet.empty();
        if (parent.processGroup != process.processGroup && parent.session == process.session) {
            groups = groups.plus(process.processGroup);
        }
        for (int id : process.children) {
            TaskGroup child = turn.state().process(id);
            if (child.processGroup != process.processGroup && child.session == process.session) {
                groups = groups.plus(child.processGroup);
            }
        }
        adoptChildren(turn, process);
        for (int group : groups) {
            if (TaskStop.isOrphaned(turn.state(), group, process.id)) {
                TaskStop.releaseOrphans(turn, group);
            }
        }
    }

    private static void tellParent(Turn turn, TaskGroup process) {
        TasksState state = turn.state();
        TaskGroup parent = state.process(process.parent);
        int signal = process.exitSignal;
        Action action = signal == 0 ? Action.NONE : state.action(parent, signal);
        boolean unwanted =
                signal == Signal.CHLD && (action.handler() == Action.IGNORE || action.has(Action.NO_CHILD_WAIT));
        if (signal != 0 && !(unwanted && action.handler() == Action.IGNORE)) {
            SignalPost.toProcess(turn, parent, endOf(state, process, signal));
        }
        if (unwanted) {
            reap(turn, process, false);
        }
        TaskWait.look(turn, parent);
    }

    private static SignalInfo endOf(TasksState state, TaskGroup process, int signal) {
        int by = process.status & 0x7f;
        int user = state.task(process.id).privileges.credentials().realUser();
        int detail = by == 0 ? process.status >> 8 : by;
        return SignalInfo.child(
                signal,
                by == 0 ? CLD_EXITED : CLD_KILLED,
                process.id,
                user,
                detail,
                process.endedNanos / TaskTimes.TICK,
                process.endedSystemNanos / TaskTimes.TICK);
    }

    /// Nobody will ask any more: the zombie's number is free.
    static void reap(Turn turn, TaskGroup process, boolean awaited) {
        TasksState state = turn.state();
        TaskGroup parent = state.process(process.parent);
        parent.children = parent.children.minus(process.id);
        if (awaited) {
            parent.childrenNanos += process.endedNanos + process.childrenNanos;
            parent.childrenSystemNanos += process.endedSystemNanos + process.childrenSystemNanos;
        }
        state.reapedNanos += process.endedNanos;
        state.reapedSystemNanos += process.endedSystemNanos;
        state.processes = state.processes.minus(process.id);
        ProcessHandles.reaped(turn, process.id);
        state.tasks = state.tasks.minus(process.id);
    }

    /// Memory is full and the users of this space are to blame.
    static void outOfMemory(Turn turn, int space) {
        TasksState state = turn.state();
        for (Task user : state.tasks.values()) {
            if (user.space == space && user.isAlive()) {
                TaskGroup process = state.process(user.process);
                if (process.exit == null) {
                    turn.outbox()
                            .warn("Out of memory: Killed process %d (%s)"
                                    .formatted(
                                            process.id,
                                            state.task(process.id).name.toLatin1()));
                    endProcess(turn, process, Signal.KILL);
                }
            }
        }
    }

    /// A fatal signal broke the parked call of a task: it ends when it next comes to attention.
    static void breakOff(Turn turn, Task task, Restart restart) {
        turn.wake(task, new Completion.Interrupted(restart));
    }
}
