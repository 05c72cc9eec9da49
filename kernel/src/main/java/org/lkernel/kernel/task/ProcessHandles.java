package org.lkernel.kernel.task;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;

/// What tasks do for descriptors of processes, which `Files` keeps: see pidfd_open(2).
///
/// The process is looked up here, and named to `Files`. From then on `Files` is told of its end and when it is reaped.
final class ProcessHandles {
    private static final int NON_BLOCKING = 04000;

    private ProcessHandles() {}

    static void open(Turn turn, ProcessCall.OpenProcess open) {
        Call call = open.call();
        TaskGroup process = turn.state().findProcess(open.pid());
        if ((open.flags() & ~NON_BLOCKING) != 0 || open.pid() <= 0) {
            turn.fail(call, Errno.EINVAL);
        } else if (process == null) {
            turn.fail(call, turn.state().find(open.pid()) == null ? Errno.ESRCH : Errno.ENOENT);
        } else {
            watch(turn, process.id);
            turn.send(Port.FILES, new Files.OpenProcess(call, process.id, open.flags(), process.zombie));
        }
    }

    static void watch(Turn turn, int pid) {
        turn.state().watched = turn.state().watched.plus(pid);
    }

    /// Tells `Files` of the end, if it has a descriptor; then [#noted] is next.
    static boolean told(Turn turn, int pid) {
        boolean watched = turn.state().watched.contains(pid);
        if (watched) {
            turn.send(Port.FILES, new Files.ProcessEnded(pid));
        }
        return watched;
    }

    static void noted(Turn turn, int pid) {
        TaskGroup process = turn.state().findProcess(pid);
        if (process != null && !process.zombie) {
            TaskExit.becomeZombie(turn, process);
        }
    }

    static void reaped(Turn turn, int pid) {
        if (turn.state().watched.contains(pid)) {
            turn.state().watched = turn.state().watched.minus(pid);
            turn.send(Port.FILES, new Files.ProcessReaped(pid));
        }
    }

    /// Asks which process a descriptor means; the call goes on when `Tasks.ProcessNamed` comes.
    static void name(Turn turn, Call call, TasksCall by, int descriptor, boolean directories) {
        turn.task(call).exchange = new Exchange.Pointing(call, by);
        turn.send(Port.FILES, new Files.NameProcess(call, descriptor, directories));
    }
}
