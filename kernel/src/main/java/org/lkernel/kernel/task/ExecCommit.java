package org.lkernel.kernel.task;

import java.util.Objects;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.task.Exchange.Executing;
import org.lkernel.kernel.task.Execution.Executable;
import org.lkernel.kernel.task.Execution.Step;

/// The second half of `execve(2)`, which cannot fail: the task is alone, its new space is ready.
///
/// If it was not the first task of its process it becomes that: the process keeps its number, and so must its
/// only task.
final class ExecCommit {
    private static final int SET_USER = 04000;
    private static final int SET_GROUP = 02000;
    private static final int GROUP_EXECUTE = 010;
    private static final int NAME_MAXIMUM = 15;

    private ExecCommit() {}

    static void begin(Turn turn, Task task, Executing executing) {
        TaskGroup process = turn.state().processOf(task);
        if (task.id == process.id) {
            close(turn, executing);
        } else {
            move(turn, task, process, executing);
        }
    }

    private static void close(Turn turn, Executing executing) {
        turn.task(executing.call()).exchange =
                new Executing(executing.call(), executing.execution().at(Step.CLOSE));
        Executable program = Objects.requireNonNull(executing.execution().program());
        turn.send(Port.FILES, new Files.CloseOnExec(executing.call(), program.inode()));
    }

    // ---- taking the first task's place

    private static void move(Turn turn, Task task, TaskGroup process, Executing executing) {
        Call old = executing.call();
        Call call = new Call(process.id, old.space(), old.hart(), old.serial(), old.nowNanos(), old.systemNanos());
        Task leader = turn.state().task(process.id);
        Task first = task.copyFor(Objects.requireNonNull(leader.owner));
        first.id = process.id;
        first.phase = new Phase.Born();
        first.startNanos = leader.startNanos;
        first.exchange = new Executing(call, executing.execution().at(Step.MOVE));
        turn.state().add(first);
        turn.state().useSpace(first.space);
        process.executor = first.id;
        task.exchange = null;
        task.vforkParent = 0;
        Identity identity = new Identity(
                first.id, process.id, process.processGroup, process.session, first.privileges.credentials());
        turn.send(Port.FILES, new Files.CopyTables(call, task.id, true, true, identity));
    }

    /// The first task has the tables: the one that called `execve` is given back.
    static void moved(Turn turn, Executing executing) {
        Task first = turn.task(executing.call());
        for (int id : turn.state().process(first.process).tasks) {
            if (id != first.id) {
                Task former = turn.state().task(id);
                former.robustList = 0;
                former.clearTid = 0;
                TaskExit.leave(turn, former, executing.call(), true);
            }
        }
        close(turn, executing);
    }

    // ---- the new program

    static void closed(Turn turn, Executing executing) {
        Task task = turn.task(executing.call());
        Execution execution = executing.execution();
        Privileges next = privileges(task.privileges, Objects.requireNonNull(execution.program()));
        boolean changed = !next.credentials().equals(task.privileges.credentials());
        if (isSecure(task.privileges, next)) {
            task.parentDeathSignal = 0;
        }
        task.privileges = next;
        if (changed) {
            task.exchange = new Executing(executing.call(), execution.at(Step.IDENTIFY));
            turn.send(Port.FILES, new Files.Identify(executing.call(), TaskIdentity.of(turn.state(), task)));
        } else {
            finish(turn, executing);
        }
    }

    static void finish(Turn turn, Executing executing) {
        Task task = turn.task(executing.call());
        TaskGroup process = turn.state().processOf(task);
        Execution execution = executing.execution();
        task.exchange = null;
        leaveSpace(turn, task);
        task.space = execution.space();
        resetSignals(turn, task, process);
        describe(task, process, execution);
        process.executor = 0;
        boolean limited = process.limits.soft(Limits.DATA) >= 0 || process.limits.soft(Limits.ADDRESS_SPACE) >= 0;
        if (limited && task.isAlive()) {
            TaskLimits.tellMemory(turn, process);
        }
        start(turn, task, process, Objects.requireNonNull(execution.start()));
    }

    private static void leaveSpace(Turn turn, Task task) {
        if (task.space == 0) {
            return;
        }
        if (task.robustList != 0) {
            turn.send(Port.MEMORY, new Memory.ReleaseRobust(task.space, task.id, task.robustList));
        }
        if (task.clearTid != 0) {
            turn.send(Port.MEMORY, new Memory.ClearTid(task.space, task.clearTid));
        }
        task.robustList = 0;
        task.clearTid = 0;
        TaskExit.releaseSpace(turn, task.space);
        TaskExit.releaseVfork(turn, task);
    }

    private static void resetSignals(Turn turn, Task task, TaskGroup process) {
        int actions = turn.state().newActions(TaskFork.ignoredOnly(turn.state(), process));
        turn.state().leaveActions(process.actions);
        process.actions = actions;
        process.exitSignal = Signal.CHLD;
        task.alternateStack = AlternateStack.NONE;
        task.restart = null;
        CreatedTimers.dropAll(turn, process);
    }

    private static void describe(Task task, TaskGroup process, Execution execution) {
        Executable program = Objects.requireNonNull(execution.program());
        task.name = baseName(isDescriptor(execution.name()) ? named(program.path()) : execution.name());
        process.executed = true;
        process.executable = program.path();
        process.arguments = StackImage.joined(execution.arguments());
        process.environment = StackImage.joined(execution.environment());
        process.auxiliary = execution.auxiliary();
        process.dumpable = true;
    }

    private static final Bytes BY_DESCRIPTOR = Bytes.latin1("/dev/fd/");
    private static final Bytes DELETED = Bytes.latin1(" (deleted)");

    /// Whether a program was named by a descriptor alone, so that it is called what its file is.
    private static boolean isDescriptor(Bytes name) {
        int length = BY_DESCRIPTOR.length();
        return name.length() > length
                && name.slice(0, length).equals(BY_DESCRIPTOR)
                && name.slice(length, name.length() - length).toLatin1().indexOf('/') < 0;
    }

    private static Bytes named(Bytes path) {
        int length = path.length() - DELETED.length();
        boolean deleted = length > 0 && path.slice(length, DELETED.length()).equals(DELETED);
        return deleted ? path.slice(0, length) : path;
    }

    static Bytes baseName(Bytes path) {
        int start = 0;
        for (int at = 0; at < path.length(); at++) {
            start = path.at(at) == '/' ? at + 1 : start;
        }
        return path.slice(start, Math.min(NAME_MAXIMUM, path.length() - start));
    }

    private static void start(Turn turn, Task task, TaskGroup process, Context context) {
        if (task.phase instanceof Phase.Parked) {
            turn.wake(task, new Completion.Replaced(context, task.space, java.util.List.of()));
            return;
        }
        task.phase = new Phase.Live();
        turn.send(Port.SCHEDULER, new Scheduler.Create(task.id, task.space, context, null, task.nice, -1, 0));
        if (SignalChoice.needsAttention(turn.state(), task)) {
            turn.send(Port.SCHEDULER, new Scheduler.Interrupt(task.id, SignalChoice.mustEnd(process, task)));
        }
    }

    // ---- privileges

    /// Who the task is once it runs this file: set-id bits, and root's capabilities.
    ///
    /// @see "capabilities(7), Transformation of capabilities during execve()"
    static Privileges privileges(Privileges old, Executable program) {
        Identity.Credentials who = old.credentials();
        boolean setUser = (program.mode() & SET_USER) != 0 && !old.noNew();
        boolean setGroup =
                (program.mode() & (SET_GROUP | GROUP_EXECUTE)) == (SET_GROUP | GROUP_EXECUTE) && !old.noNew();
        int user = setUser ? program.owner() : who.user();
        int group = setGroup ? program.group() : who.groupId();
        Identity.Credentials next = Privileges.users(who, who.realUser(), user, user, user);
        next = Privileges.groupIds(next, who.realGroup(), group, group, group);
        boolean changes = user != who.realUser() && setUser || group != who.realGroup() && setGroup;
        long ambient = changes ? 0 : old.ambient();
        long permitted = user == 0 || who.realUser() == 0 ? old.inheritable() | old.bounding() : ambient;
        long effective = user == 0 ? permitted : ambient;
        return old.with(next)
                .withSets(effective, permitted, old.inheritable(), ambient)
                .keeping(false);
    }

    /// Whether the program must not trust its environment: `AT_SECURE`.
    static boolean isSecure(Privileges old, Privileges next) {
        Identity.Credentials who = next.credentials();
        boolean changed = who.user() != old.credentials().user()
                || who.groupId() != old.credentials().groupId();
        return changed && (who.user() != who.realUser() || who.groupId() != who.realGroup());
    }
}
