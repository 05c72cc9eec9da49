package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;

/// What tasks understand: who exists, who is whose child, who they run as, and which signals wait for them.
public sealed interface Tasks extends Message permits Tasks.Request, TasksCall {
    /// Messages of the other subsystems.
    sealed interface Request extends Tasks {}

    /// A task is about to return to user code and something may wait for it. Answered `Resumed`, `Replaced` (into
    /// a handler, the frame as copy-outs), `Exited`, or parked (stopped).
    ///
    /// @param interrupted how the system call just answered wants to be restarted, or null; `original` is its a0
    record Attend(Call call, Context context, @Nullable Interruption interrupted) implements Request {}

    /// What a signal handler must know of the call it interrupted.
    record Interruption(org.lkernel.kernel.syscall.Completion.Restart restart, long originalArgument) {}

    /// The task did something no instruction may do: a synchronous signal, never blocked or ignored. Answered
    /// like `Attend`.
    ///
    /// @param code `si_code`; `SI_KERNEL` (128) means that a handler's frame could not be stored: the default
    /// action is taken
    record Trapped(Call call, Context context, int signal, int code, long address) implements Request {}

    /// `clock_gettime(2)` of a clock that counts CPU time; `timespec` is where the answer goes.
    record ReadCpuClock(Call call, int clock, long timespec) implements Request {}

    /// `clock_getres(2)` of a clock that counts CPU time; `timespec` is where the answer goes, or 0.
    record ResolveCpuClock(Call call, int clock, long timespec) implements Request {}

    /// Break off the parked call (`wait4`, `rt_sigsuspend`, `nanosleep`…).
    record Cancel(Call call, boolean fatal) implements Request {}

    /// An alarm of the clock: an interval timer, or the time-out of a parked call.
    record Rang(long key) implements Request {}

    // ---- answers of Memory, Files and Scheduler

    record SpaceCopied(Call call, @Nullable Errno errno) implements Request {}

    record SpaceBuilt(Call call, @Nullable Errno errno) implements Request {}

    record Peeked(Call call, Bytes content) implements Request {}

    /// The answer to `Memory.Poke`: whether it could be stored.
    record Poked(Call call, boolean stored) implements Request {}

    record TablesCopied(Call call, @Nullable Errno errno) implements Request {}

    /// The answer to `Files.OpenChild`.
    record ChildOpened(Call call, int descriptor, @Nullable Errno errno) implements Request {}

    /// The answer to `Files.ProcessEnded`.
    record EndNoted(int pid) implements Request {}

    /// The answer to `Files.NameProcess`.
    ///
    /// @param pid 0 when the process is reaped
    record ProcessNamed(
            Call call,
            int pid,
            boolean nonBlocking,
            @Nullable Errno errno) implements Request {}

    record TablesReleased(int task) implements Request {}

    /// `Files` has taken note of an `Identify` that named this call.
    record Identified(Call call) implements Request {}

    /// Close-on-exec descriptors are closed.
    record ClosedOnExec(Call call) implements Request {}

    /// What `Files.OpenExecutable` found.
    ///
    /// @param head the first bytes of the file, up to 4 KiB
    /// @param mode file mode with set-id bits, for credentials
    /// @param inode for `Files.CloseOnExec`
    record ExecutableOpened(
            Call call,
            @Nullable Errno errno,
            @Nullable ObjectKey object,
            long size,
            Bytes head,
            Bytes path,
            int mode,
            int owner,
            int group,
            long inode)
            implements Request {}

    /// More bytes of an executable (program headers beyond the head), null when the file is shorter or
    /// unreadable.
    record ExecutableRead(Call call, @Nullable Bytes content) implements Request {}

    /// A task is gone from the scheduler, having used this much CPU time.
    record Removed(int task, long userNanos, long systemNanos) implements Request {}

    /// What the scheduler measured, in the order asked.
    ///
    /// @param awake whether the task is on a hart or in a run queue
    /// @param harts how many there are
    record Used(Call call, List<Long> userNanos, List<Long> systemNanos, List<Boolean> awake, int harts)
            implements Request {}

    /// The first task is in its working directory, or there is no such directory.
    record DirectoryEntered(Call call, @Nullable Errno errno) implements Request {}

    /// How much memory there is, in bytes.
    record MemorySurveyed(Call call, long total, long free, long shared) implements Request {}

    // ---- requests of Files

    /// Gives the caller another signal mask until its call is over (`ppoll`, `pselect6`, `epoll_pwait`): answered
    /// `Files.MaskSwapped`. The call ends with `Finish`, which swaps back; if it ends `Interrupted` the old mask
    /// comes back only after a handler was chosen under the new one, and goes into its frame.
    record SwapMask(Call call, long mask) implements Request {}

    /// The call is over, but first its mask is swapped back, if it was, and the signal is raised: for the caller,
    /// or for `group` when that is not 0. Then `Tasks` answers in the place of `Files`, so that the caller cannot
    /// run on before.
    ///
    /// @param parked whether the answer goes to the scheduler or to the hart
    /// @param signal 0 for none
    record Finish(Call call, Completion completion, boolean parked, int signal, int code, int group)
            implements Request {}

    /// A background process uses its terminal. If the caller ignores or blocks the signal: `Files.Allowed` for
    /// SIGTTOU, completed with `EIO` for SIGTTIN. If its group is orphaned: completed with `EIO`. Otherwise its
    /// group gets the signal and the call is completed `Interrupted(IF_ALLOWED)`. The hart waits; nothing is
    /// parked.
    record Background(Call call, int signal, @Nullable Errno orphaned) implements Request {}

    /// A signal raised by a file operation: SIGPIPE, SIGIO.
    record SignalTask(int task, int signal, int code) implements Request {}

    /// A signal raised by a terminal for a process group: SIGINT, SIGTSTP, SIGHUP, SIGWINCH, SIGTTIN…
    record SignalGroup(int group, int signal) implements Request {}

    /// Text of `/proc/PID/…` that tasks know; answered `Files.Described`. `pid` 0 with what `"list"` lists all
    /// pids, one a line.
    record Describe(Call call, String what, int pid) implements Request {}

    /// A write to `/proc/PID/comm`, whose text is the whole name; answered `Files.Described`, with nothing when the
    /// task is no thread of the caller's process.
    record Rename(Call call, int task, Bytes name) implements Request {}

    /// Memory is full and this space is the largest: its process is killed with SIGKILL (the OOM killer).
    record OutOfMemory(int space) implements Request {}

    /// Boot: make task 1, running this program. When it ends, so does the machine: [TasksState#ended].
    ///
    /// @param protectInit whether signals without a handler spare it, as an `init` expects; a lone program dies
    /// of them
    record Boot(Bytes path, List<Bytes> arguments, List<Bytes> environment, Bytes directory, boolean protectInit)
            implements Request {}

    /// Of the clock: wall-clock nanoseconds since 1970 at machine time 0, told at boot and whenever it is set;
    /// passed on to `Files`.
    record EpochIs(@Nullable Call call, long epochNanos) implements Request {}
}
