package org.lkernel.kernel.task;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.task.TaskGroup.Change;

/// Job control: processes that stop and go on.
///
/// @see "POSIX.1-2017, 2.4.3 Signal Actions and 11.1 General Terminal Interface"
final class TaskStop {
    static final int CLD_STOPPED = 5;
    static final int CLD_CONTINUED = 6;

    private TaskStop() {}

    /// A task took a signal that stops its process: every other task is called to stop too.
    static void begin(Turn turn, TaskGroup process, int signal) {
        process.stopping = signal;
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (task.isAlive() && !isStopped(task)) {
                turn.send(Port.SCHEDULER, new Scheduler.Interrupt(id, false));
            }
        }
    }

    static boolean isStopped(Task task) {
        return task.phase instanceof Phase.Parked(var call, Waiting.Stopped stopped);
    }

    /// Tells the parent once the last task has stopped or is gone.
    static void check(Turn turn, TaskGroup process) {
        if (process.stopping == 0 || process.stopped || process.exit != null) {
            return;
        }
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (task.isAlive() && !isStopped(task)) {
                return;
            }
        }
        process.stopped = true;
        process.change = Change.STOPPED;
        tell(turn, process, CLD_STOPPED, process.stopping);
    }

    /// `SIGCONT` was raised: whatever its handler is, the process goes on.
    static void goOn(Turn turn, TaskGroup process) {
        if (process.stopping == 0) {
            return;
        }
        boolean stopped = process.stopped;
        process.stopping = 0;
        process.stopped = false;
        process.change = stopped ? Change.CONTINUED : Change.NONE;
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (task.phase instanceof Phase.Parked(var call, Waiting.Stopped waiting)) {
                SignalDelivery.goOn(turn, task, waiting);
            }
        }
        if (stopped) {
            tell(turn, process, CLD_CONTINUED, Signal.CONT);
        }
    }

    private static void tell(Turn turn, TaskGroup process, int code, int signal) {
        TaskGroup parent = turn.state().findProcess(process.parent);
        if (parent == null) {
            return;
        }
        if (!turn.state().action(parent, Signal.CHLD).has(Action.NO_CHILD_STOP)) {
            int user = turn.state().task(process.id).privileges.credentials().realUser();
            SignalPost.toProcess(turn, parent, SignalInfo.child(Signal.CHLD, code, process.id, user, signal, 0, 0));
        }
        TaskWait.look(turn, parent);
    }

    /// Whether nobody outside the group but in its session is a parent of a member: then its jobs have nobody to
    /// continue them.
    static boolean isOrphaned(TasksState state, int group, int leaving) {
        for (TaskGroup member : state.processes.values()) {
            if (member.processGroup != group || member.zombie || member.id == leaving) {
                continue;
            }
            TaskGroup parent = state.processes.get(member.parent);
            boolean linked = parent != null
                    && parent.id != leaving
                    && !(parent.id == 1 && (state.protectInit || member.adopted))
                    && parent.processGroup != group
                    && parent.session == member.session;
            if (linked) {
                return false;
            }
        }
        return true;
    }

    /// A group that has just become an orphan and has a stopped member is hung up and continued.
    static void releaseOrphans(Turn turn, int group) {
        boolean anyStopped = turn.state().processes.values().stream()
                .anyMatch(member -> member.processGroup == group && member.stopped && !member.zombie);
        if (anyStopped) {
            SignalPost.toGroup(turn, group, SignalInfo.kernel(Signal.HUP));
            SignalPost.toGroup(turn, group, SignalInfo.kernel(Signal.CONT));
        }
    }
}
