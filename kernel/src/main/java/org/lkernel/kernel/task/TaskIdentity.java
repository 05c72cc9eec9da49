package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Process groups and sessions, and telling `Files` who is who.
///
/// @see "credentials(7)"
final class TaskIdentity {
    private TaskIdentity() {}

    static Identity of(TasksState state, Task task) {
        TaskGroup process = state.processes.get(task.process);
        if (process == null) {
            throw new IllegalStateException("task " + task.id + " has no process");
        }
        return new Identity(
                task.id, task.process, process.processGroup, process.session, task.privileges.credentials());
    }

    /// Tells `Files` who the tasks of a process are now; the call is answered when it has taken note.
    static void tell(Turn turn, Call call, TaskGroup process, long answer) {
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (task.isAlive()) {
                turn.send(Port.FILES, new Files.Identify(null, of(turn.state(), task)));
            }
        }
        confirm(turn, call, answer);
    }

    /// Tells `Files` who the caller is now, which comes after all it was told before, and answers the call then.
    static void confirm(Turn turn, Call call, long answer) {
        Task task = turn.task(call);
        task.exchange = new Exchange.Identifying(call, (Completion.Returned) Completion.value(answer));
        turn.send(Port.FILES, new Files.Identify(call, of(turn.state(), task)));
    }

    // ---- groups and sessions

    static void setGroup(Turn turn, ProcessCall.SetProcessGroup set) {
        TaskGroup caller = turn.process(set.call());
        TaskGroup target = turn.state().findProcess(set.pid() == 0 ? caller.id : set.pid());
        int group = set.group() == 0 ? set.pid() == 0 ? caller.id : set.pid() : set.group();
        Errno refusal = group < 0 ? Errno.EINVAL : refusal(turn.state(), caller, target, group);
        if (refusal != null || target == null) {
            turn.fail(set.call(), refusal == null ? Errno.ESRCH : refusal);
        } else if (target.processGroup == group) {
            turn.complete(set.call(), 0);
        } else {
            target.processGroup = group;
            tell(turn, set.call(), target, 0);
        }
    }

    private static @Nullable Errno refusal(TasksState state, TaskGroup caller, @Nullable TaskGroup target, int group) {
        if (target == null || target.id != caller.id && target.parent != caller.id) {
            return Errno.ESRCH;
        } else if (target.id != caller.id && target.session != caller.session || target.session == target.id) {
            return Errno.EPERM;
        } else if (target.id != caller.id && target.executed) {
            return Errno.EACCES;
        }
        boolean known = group == target.id
                || state.processes.values().stream()
                        .anyMatch(member -> member.processGroup == group && member.session == caller.session);
        return known ? null : Errno.EPERM;
    }

    static void group(Turn turn, ProcessCall.GetProcessGroup get) {
        TaskGroup process = named(turn, get.call(), get.pid());
        turn.complete(get.call(), process == null ? -Errno.ESRCH.number() : process.processGroup);
    }

    static void session(Turn turn, ProcessCall.GetSession get) {
        TaskGroup process = named(turn, get.call(), get.pid());
        turn.complete(get.call(), process == null ? -Errno.ESRCH.number() : process.session);
    }

    private static @Nullable TaskGroup named(Turn turn, Call call, int pid) {
        if (pid == 0) {
            return turn.process(call);
        }
        Task task = turn.state().find(pid);
        return task == null ? null : turn.state().findProcess(task.process);
    }

    static void newSession(Turn turn, ProcessCall.SetSession set) {
        TaskGroup process = turn.process(set.call());
        boolean taken = turn.state().processes.values().stream()
                .anyMatch(member -> member.processGroup == process.id || member.session == process.id);
        if (taken) {
            turn.fail(set.call(), Errno.EPERM);
            return;
        }
        process.session = process.id;
        process.processGroup = process.id;
        tell(turn, set.call(), process, process.id);
    }
}
