package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.TaskGroup.Change;

/// Waiting for children: `wait4(2)` and `waitid(2)`.
///
/// Where `Files` is told that a child is reaped, since there is a descriptor of it, the answer goes by way of it.
final class TaskWait {
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int CONTINUED_STATUS = 0xffff;

    private TaskWait() {}

    /// What a child has to tell.
    private record Report(TaskGroup child, int code, int detail, int status) {}

    /// `struct siginfo` as `waitid` fills it.
    private record Told(int signal, int errno, int code, int padding, int pid, int user, int status) {}

    static void wait4(Turn turn, ProcessCall.Wait4 wait) {
        int known = Wanted.NO_HANG | Wanted.UNTRACED | Wanted.CONTINUED | Wanted.NO_THREAD | Wanted.CLONE | Wanted.ALL;
        if ((wait.options() & ~known) != 0) {
            turn.fail(wait.call(), Errno.EINVAL);
        } else if (wait.pid() == Integer.MIN_VALUE) {
            turn.fail(wait.call(), Errno.ESRCH);
        } else {
            int pid = wait.pid();
            int kind = pid > 0 ? Wanted.PID : pid == -1 ? Wanted.ANY : Wanted.GROUP;
            int id = pid > 0 ? pid : pid == 0 ? turn.process(wait.call()).processGroup : -pid;
            begin(
                    turn,
                    wait.call(),
                    new Wanted(kind, id, wait.options() | Wanted.EXITED, false, wait.status(), wait.usage()));
        }
    }

    static void waitId(Turn turn, ProcessCall.WaitId wait) {
        int states = Wanted.EXITED | Wanted.UNTRACED | Wanted.CONTINUED;
        int known = states | Wanted.NO_HANG | Wanted.NO_WAIT | Wanted.NO_THREAD | Wanted.CLONE | Wanted.ALL;
        boolean valid = (wait.options() & ~known) == 0 && (wait.options() & states) != 0;
        boolean named = wait.kind() == Wanted.ANY
                || wait.kind() == Wanted.PID && wait.id() > 0
                || wait.kind() == Wanted.DESCRIPTOR && wait.id() >= 0
                || wait.kind() == Wanted.GROUP && wait.id() >= 0;
        if (!valid || !named) {
            turn.fail(wait.call(), Errno.EINVAL);
            return;
        }
        if (wait.kind() == Wanted.DESCRIPTOR) {
            ProcessHandles.name(turn, wait.call(), wait, wait.id(), false);
            return;
        }
        int id = wait.kind() == Wanted.GROUP && wait.id() == 0 ? turn.process(wait.call()).processGroup : wait.id();
        begin(turn, wait.call(), new Wanted(wait.kind(), id, wait.options(), true, wait.info(), wait.usage()));
    }

    /// `P_PIDFD`, now that the process is known; a descriptor that does not block makes the wait so.
    static void named(Turn turn, ProcessCall.WaitId wait, Tasks.ProcessNamed named) {
        Wanted wanted = new Wanted(Wanted.PID, named.pid(), wait.options(), true, wait.info(), wait.usage());
        begin(turn, wait.call(), wanted, named.nonBlocking() ? Errno.EAGAIN : null);
    }

    private static void begin(Turn turn, Call call, Wanted wanted) {
        begin(turn, call, wanted, null);
    }

    private static void begin(Turn turn, Call call, Wanted wanted, @Nullable Errno idle) {
        int watched = turn.state().watched.size();
        Completion.Returned answer = answer(turn, turn.task(call), wanted);
        if (answer != null && watched != turn.state().watched.size()) {
            turn.completeThrough(Port.FILES, call, answer);
        } else if (answer != null) {
            turn.complete(call, answer);
        } else if (idle != null) {
            turn.fail(call, idle);
        } else if (SignalChoice.needsAttention(turn.state(), turn.task(call))) {
            turn.interrupted(call, Completion.Restart.IF_ALLOWED);
        } else {
            turn.park(call, new Waiting.Children(wanted));
        }
    }

    /// A child of this process has changed: whoever waits for that goes on.
    static void look(Turn turn, TaskGroup parent) {
        for (int id : parent.tasks) {
            Task task = turn.state().task(id);
            if (task.phase instanceof Phase.Parked(var call, Waiting.Children(Wanted wanted))) {
                int watched = turn.state().watched.size();
                Completion.Returned answer = answer(turn, task, wanted);
                if (answer != null && watched != turn.state().watched.size()) {
                    turn.wakeThroughFiles(task, answer);
                } else if (answer != null) {
                    turn.wake(task, answer);
                }
            }
        }
    }

    /// The answer there is now, or null when the caller has to wait.
    private static Completion.@Nullable Returned answer(Turn turn, Task waiter, Wanted wanted) {
        boolean any = false;
        for (int id : turn.state().processOf(waiter).children) {
            TaskGroup child = turn.state().process(id);
            if (wanted.matches(child) && wanted.mayWait(waiter, turn.state().task(id))) {
                any = true;
                Report report = report(child, wanted);
                if (report != null) {
                    return take(turn, report, wanted);
                }
            }
        }
        if (!any) {
            return (Completion.Returned) Completion.error(Errno.ECHILD);
        }
        return wanted.has(Wanted.NO_HANG) ? nothing(wanted) : null;
    }

    private static Completion.Returned nothing(Wanted wanted) {
        boolean cleared = wanted.byInfo() && wanted.result() != 0;
        Bytes nobody = Struct.bytesOf(new Told(0, 0, 0, 0, 0, 0, 0));
        return new Completion.Returned(0, cleared ? List.of(new CopyOut(wanted.result(), nobody)) : List.of());
    }

    private static @Nullable Report report(TaskGroup child, Wanted wanted) {
        if (child.zombie && wanted.has(Wanted.EXITED)) {
            int signal = child.status & 0x7f;
            int detail = signal == 0 ? child.status >> 8 : signal;
            return new Report(child, signal == 0 ? CLD_EXITED : CLD_KILLED, detail, child.status);
        } else if (child.change == Change.STOPPED && child.stopped && wanted.has(Wanted.UNTRACED)) {
            return new Report(child, TaskStop.CLD_STOPPED, child.stopping, child.stopping << 8 | 0x7f);
        } else if (child.change == Change.CONTINUED && wanted.has(Wanted.CONTINUED)) {
            return new Report(child, TaskStop.CLD_CONTINUED, Signal.CONT, CONTINUED_STATUS);
        }
        return null;
    }

    private static Completion.Returned take(Turn turn, Report report, Wanted wanted) {
        TaskGroup child = report.child();
        List<CopyOut> outs = new ArrayList<>();
        if (wanted.result() != 0) {
            int user = turn.state().task(child.id).privileges.credentials().realUser();
            Told told = new Told(Signal.CHLD, 0, report.code(), 0, child.id, user, report.detail());
            outs.add(new CopyOut(wanted.result(), wanted.byInfo() ? Struct.bytesOf(told) : word(report.status())));
        }
        if (wanted.usage() != 0) {
            outs.add(new CopyOut(
                    wanted.usage(), TaskTimes.usage(CpuTime.ended(child).plus(CpuTime.children(child)))));
        }
        if (!wanted.has(Wanted.NO_WAIT)) {
            child.change = Change.NONE;
            if (child.zombie) {
                TaskExit.reap(turn, child, true);
            }
        }
        return new Completion.Returned(wanted.byInfo() ? 0 : child.id, outs);
    }

    static Bytes word(int value) {
        byte[] word = new byte[4];
        Struct.store(word, 0, 4, value);
        return Bytes.wrap(word);
    }
}
