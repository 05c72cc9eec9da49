package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.HostEntry;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Identity;

/// What files understand: names, descriptors, pipes, terminals, and the file systems behind them.
public sealed interface Files extends Message permits Files.Request, FilesCall {
    /// Messages of the other subsystems.
    sealed interface Request extends Files {}

    // ---- of Tasks

    /// A new task with a copy of the parent's descriptor table and working directory, or sharing them; answered
    /// `Tasks.TablesCopied`. The parent 0 is nobody: a fresh table with the console on 0, 1 and 2.
    record CopyTables(Call call, int parent, boolean shareDescriptors, boolean shareDirectories, Identity child)
            implements Request {}

    /// Boot: the working directory of the first task; answered `Tasks.DirectoryEntered`.
    record EnterDirectory(Call call, Bytes path) implements Request {}

    /// The task is gone: its tables lose a user; answered `Tasks.TablesReleased` after everything is closed.
    record ReleaseTables(int task) implements Request {}

    /// A task's identity changed; answered `Tasks.Identified` if a call is given.
    record Identify(@Nullable Call call, Identity identity) implements Request {}

    /// `pidfd_open(2)` of a process that there is; answers the call.
    ///
    /// @param ended whether it is a zombie
    record OpenProcess(Call call, int pid, int flags, boolean ended) implements Request {}

    /// The caller's descriptor of a child that it is about to have (`CLONE_PIDFD`); answered `Tasks.ChildOpened`.
    record OpenChild(Call call, int child) implements Request {}

    /// Closes a descriptor that was made for a child that is not to be.
    record Withdraw(int task, int descriptor) implements Request {}

    /// Which process a descriptor of the caller's means; answered `Tasks.ProcessNamed`.
    ///
    /// @param directories whether that of a process in procfs will do
    record NameProcess(Call call, int descriptor, boolean directories) implements Request {}

    /// A process that a descriptor was made of is to be a zombie; answered `Tasks.EndNoted`.
    record ProcessEnded(int pid) implements Request {}

    /// It was waited for: its number may be another's from now on.
    record ProcessReaped(int pid) implements Request {}

    /// `execve` found its program: a private descriptor table, close-on-exec descriptors closed; answered
    /// `Tasks.ClosedOnExec`.
    ///
    /// @param program the inode that is run from now on, as `Tasks.ExecutableOpened` told it
    record CloseOnExec(Call call, long program) implements Request {}

    /// Resolves a program or interpreter for `execve`, checks execute permission; answered
    /// `Tasks.ExecutableOpened`.
    ///
    /// @param directory descriptor for a relative path, `AT_FDCWD` -100
    record OpenExecutable(Call call, int directory, Bytes path, int flags) implements Request {}

    /// Reads more of an executable; answered `Tasks.ExecutableRead`.
    record ReadExecutable(Call call, ObjectKey object, long offset, int length) implements Request {}

    /// `prlimit64(2)` changed what files must know: `RLIMIT_NOFILE` and `RLIMIT_FSIZE` of every task of the
    /// process.
    record LimitsAre(int process, int descriptors, long sizeBytes) implements Request {}

    /// The answer to a call of `Tasks` of which files were told something, by way of files, so that the
    /// caller goes on after they have been.
    ///
    /// @param parked whether it goes to the scheduler or to the hart
    record Relay(Call call, Completion completion, boolean parked) implements Request {}

    /// The answer to `Tasks.SwapMask`.
    record MaskSwapped(Call call) implements Request {}

    /// The answer to `Tasks.Background`: go on as if in the foreground.
    record Allowed(Call call) implements Request {}

    /// Break off the parked call, unless it is already answered.
    record Cancel(Call call, boolean fatal) implements Request {}

    /// An alarm of the clock: the time-out of a parked call, a timerfd, a terminal's VTIME.
    record Rang(long key) implements Request {}

    /// Wall-clock nanoseconds since 1970 at machine time 0, passed on by `Tasks`; passed on to `Memory`.
    record EpochIs(@Nullable Call call, long epochNanos) implements Request {}

    /// An answer could not be stored: what it gave comes back.
    ///
    /// @param stored how many bytes of it were
    record TakeBack(Call call, Completion.Returned answer, long stored) implements Request {}

    // ---- of Memory

    /// Fewer bytes than expected went between an object and the caller; `copied` may be 0, then `errno` says
    /// why: null at the end of the file.
    record Shortened(Call call, long copied, @Nullable Errno errno) implements Request {}

    /// The answer to a `Memory.WriteObject` that is reported: so many bytes are in the object, and `errno`
    /// says why no more.
    ///
    /// @param shown the object is mapped and its size is still the old one: `Memory.Resize` has to tell the new
    record Written(Call call, long copied, @Nullable Errno errno, boolean shown) implements Request {}

    /// The answer to `Memory.Resize` and `Memory.Clear`: no mapping shows any more what is gone.
    record Resized(Call call) implements Request {}

    /// Somebody touched a page of a mapped file that is beyond its end as far as `Memory` knows: answered
    /// `Memory.Confirmed`, behind all that was said of the file before.
    record Confirm(ObjectKey object, long index) implements Request {}

    /// A shared mapping of a file was written to: its times are now. If a call is given it is a page fault
    /// whose completion is due.
    record Stored(
            ObjectKey object, @Nullable Call call, @Nullable Completion completion, boolean parked)
            implements Request {}

    /// Bytes of the caller's memory; null and EFAULT when not even the first byte was readable.
    record Fetched(Call call, @Nullable Bytes content) implements Request {}

    record ObjectRead(Call call, @Nullable Bytes content) implements Request {}

    record ObjectStored(Call call, @Nullable Errno errno) implements Request {}

    /// A mapping or a read needs pages of a PAGED object; answered `Memory.PagedIn`.
    record PageIn(ObjectKey object, long firstIndex, int pages) implements Request {}

    /// `mmap` of a descriptor; answered `Memory.MapResolved`.
    record ResolveMap(Call call, int descriptor, int protection, boolean shared, long offset, long length)
            implements Request {}

    /// Text asked of `Memory` or `Tasks` for procfs; null when there is no such task.
    record Described(Call call, @Nullable Bytes content) implements Request {}

    // ---- of the devices

    /// Characters that came in on the console's line, when it is a terminal.
    record Typed(Bytes characters) implements Request {}

    /// The terminal hung up: the host's end of the line is gone.
    record HungUp() implements Request {}

    record WindowIs(int rows, int columns) implements Request {}

    /// Standard input that is no terminal: empty at end of file.
    record InputRead(Call call, Bytes content) implements Request {}

    /// There is nothing to read yet, and it is not the end: [InputCame] comes when there is.
    record InputLater(Call call) implements Request {}

    /// Whoever waits for standard input may ask again.
    record InputCame() implements Request {}

    /// Output was taken by the host (`errno` null) or cannot be (EPIPE, EIO, ENOSPC).
    record OutputWritten(Call call, @Nullable Errno errno) implements Request {}

    /// What a host directory holds under a name, null when nothing.
    record HostLooked(long ticket, @Nullable HostEntry entry) implements Request {}

    record HostListed(long ticket, @Nullable List<HostEntry> entries) implements Request {}

    /// Bytes of a file of the base; null when it changed or cannot be read.
    record HostPagesRead(long ticket, @Nullable Bytes content) implements Request {}

    record EntropyGiven(Call call, Bytes content) implements Request {}
}
