package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Struct;

/// Sending signals on purpose: `kill(2)` and its kin.
final class SignalCalls {
    private static final int THREAD = 1;
    private static final int GROUP = 4;

    private SignalCalls() {}

    static void kill(Turn turn, SignalCall.Kill kill) {
        Task sender = turn.task(kill.call());
        int signal = kill.signal();
        if (signal < 0 || signal > Signal.MAXIMUM) {
            turn.fail(kill.call(), Errno.EINVAL);
            return;
        }
        SignalInfo info = user(sender, signal);
        Errno errno = kill.pid() > 0 ? one(turn, sender, kill.pid(), info) : many(turn, sender, kill.pid(), info);
        turn.complete(kill.call(), errno == null ? 0 : -errno.number());
    }

    private static @Nullable Errno one(Turn turn, Task sender, int pid, SignalInfo info) {
        Task named = turn.state().find(pid);
        TaskGroup process = named == null ? null : turn.state().findProcess(named.process);
        if (process == null) {
            return Errno.ESRCH;
        } else if (!mayKill(turn.state(), sender, process, info.signal())) {
            return Errno.EPERM;
        } else if (info.signal() != 0 && !SignalPost.toProcess(turn, process, info)) {
            return Errno.EAGAIN;
        }
        return null;
    }

    /// A group, or with -1 everyone but the first process and the sender.
    private static @Nullable Errno many(Turn turn, Task sender, int pid, SignalInfo info) {
        int group = pid == 0 ? turn.state().processOf(sender).processGroup : -pid;
        boolean found = false;
        boolean sent = false;
        for (TaskGroup candidate : turn.state().processes.values()) {
            boolean meant =
                    pid == -1 ? candidate.id > 1 && candidate.id != sender.process : candidate.processGroup == group;
            if (meant) {
                found = true;
                sent |= one(turn, sender, candidate.id, info) == null;
            }
        }
        return !found ? Errno.ESRCH : sent ? null : Errno.EPERM;
    }

    private static boolean mayKill(TasksState state, Task sender, TaskGroup target, int signal) {
        Identity.Credentials who = sender.privileges.credentials();
        Identity.Credentials whom = state.task(target.id).privileges.credentials();
        boolean sameUser = who.user() == whom.savedUser()
                || who.user() == whom.realUser()
                || who.realUser() == whom.savedUser()
                || who.realUser() == whom.realUser();
        boolean continues = signal == Signal.CONT && state.processOf(sender).session == target.session;
        return sender.process == target.id || sameUser || continues || sender.privileges.has(Privileges.CAP_KILL);
    }

    // ---- one task

    static void killTask(Turn turn, SignalCall.KillTask kill) {
        toTask(turn, kill.call(), 0, kill.task(), kill.signal(), null);
    }

    static void killTaskOf(Turn turn, SignalCall.KillTaskOf kill) {
        if (kill.process() <= 0) {
            turn.fail(kill.call(), Errno.EINVAL);
        } else {
            toTask(turn, kill.call(), kill.process(), kill.task(), kill.signal(), null);
        }
    }

    static void queueFor(Turn turn, SignalCall.QueueSignalFor queue) {
        SignalInfo info = SignalInfo.of(queue.signal(), queue.info());
        if (queue.process() <= 0) {
            turn.fail(queue.call(), Errno.EINVAL);
        } else if (isForged(info) && queue.process() != turn.task(queue.call()).process) {
            turn.fail(queue.call(), Errno.EPERM);
        } else {
            toTask(turn, queue.call(), queue.process(), queue.task(), queue.signal(), info);
        }
    }

    static void queue(Turn turn, SignalCall.QueueSignal queue) {
        Task sender = turn.task(queue.call());
        SignalInfo info = SignalInfo.of(queue.signal(), queue.info());
        if (queue.signal() < 0 || queue.signal() > Signal.MAXIMUM) {
            turn.fail(queue.call(), Errno.EINVAL);
        } else if (isForged(info) && queue.process() != sender.process) {
            turn.fail(queue.call(), Errno.EPERM);
        } else {
            Errno errno = queue.process() <= 0 ? Errno.ESRCH : one(turn, sender, queue.process(), info);
            turn.complete(queue.call(), errno == null ? 0 : -errno.number());
        }
    }

    /// `pidfd_send_signal(2)`: to the process, or to what `PIDFD_SIGNAL_THREAD`, `_THREAD_GROUP` or `_PROCESS_GROUP`
    /// says.
    static void through(Turn turn, SignalCall.SignalThrough through) {
        if (through.flags() < 0 || through.flags() > GROUP || Integer.bitCount(through.flags()) > 1) {
            turn.fail(through.call(), Errno.EINVAL);
        } else {
            ProcessHandles.name(turn, through.call(), through, through.descriptor(), true);
        }
    }

    static void named(Turn turn, SignalCall.SignalThrough through, int pid) {
        Task sender = turn.task(through.call());
        int signal = through.signal();
        Bytes given = through.info();
        SignalInfo info = given == null ? user(sender, signal) : SignalInfo.of(signal, given);
        Errno errno;
        if (given != null && (Struct.littleEndian(given.toArray(), 0, 4) & 0xffffffffL) != (signal & 0xffffffffL)) {
            errno = Errno.EINVAL;
        } else if (given != null && isForged(info) && pid != sender.process) {
            errno = Errno.EPERM;
        } else if (pid == 0) {
            errno = Errno.ESRCH;
        } else if (signal < 0 || signal > Signal.MAXIMUM) {
            errno = Errno.EINVAL;
        } else if (through.flags() == THREAD) {
            toTask(turn, through.call(), 0, pid, signal, given == null ? null : info);
            return;
        } else {
            errno = through.flags() == GROUP ? many(turn, sender, -pid, info) : one(turn, sender, pid, info);
        }
        turn.complete(through.call(), errno == null ? 0 : -errno.number());
    }

    private static SignalInfo user(Task sender, int signal) {
        return SignalInfo.from(
                signal,
                SignalInfo.SI_USER,
                sender.process,
                sender.privileges.credentials().realUser());
    }

    /// Only the kernel and `kill` may say that the kernel or `kill` sent a signal.
    private static boolean isForged(SignalInfo info) {
        return info.code() >= 0 || info.code() == SignalInfo.SI_TKILL;
    }

    private static void toTask(Turn turn, Call call, int process, int id, int signal, @Nullable SignalInfo given) {
        Task sender = turn.task(call);
        Task target = id > 0 ? turn.state().find(id) : null;
        if (id <= 0 || signal < 0 || signal > Signal.MAXIMUM) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        TaskGroup of = target == null ? null : turn.state().findProcess(target.process);
        if (target == null || of == null || process != 0 && of.id != process) {
            turn.fail(call, Errno.ESRCH);
        } else if (!mayKill(turn.state(), sender, of, signal)) {
            turn.fail(call, Errno.EPERM);
        } else {
            SignalInfo info = given != null
                    ? given
                    : SignalInfo.from(
                            signal,
                            SignalInfo.SI_TKILL,
                            sender.process,
                            sender.privileges.credentials().realUser());
            boolean queued = signal == 0 || SignalPost.toTask(turn, target, info);
            turn.complete(call, queued ? 0 : -Errno.EAGAIN.number());
        }
    }

    // ---- of Files

    static void raised(Turn turn, Tasks.SignalTask raised) {
        Task task = turn.state().find(raised.task());
        if (task != null && task.isAlive()) {
            SignalPost.toTask(turn, task, SignalInfo.from(raised.signal(), raised.code(), task.process, 0));
        }
    }

    /// A background process uses its terminal.
    ///
    /// @see "POSIX.1-2017, 11.1.4 Terminal Access Control"
    static void background(Turn turn, Tasks.Background background) {
        Call call = background.call();
        Task task = turn.task(call);
        TaskGroup process = turn.process(call);
        int signal = background.signal();
        boolean deaf = (task.mask & Signal.bit(signal)) != 0
                || turn.state().action(process, signal).handler() == Action.IGNORE;
        if (deaf && signal == Signal.TTOU) {
            turn.send(Port.FILES, new Files.Allowed(call));
        } else if (deaf || TaskStop.isOrphaned(turn.state(), process.processGroup, 0)) {
            turn.fail(call, background.orphaned() == null ? Errno.EIO : background.orphaned());
        } else {
            SignalPost.toGroup(turn, process.processGroup, SignalInfo.kernel(signal));
            turn.interrupted(call, Restart.IF_ALLOWED);
        }
    }
}
