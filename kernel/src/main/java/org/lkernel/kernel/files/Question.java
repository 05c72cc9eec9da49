package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.ObjectKey;

/// What a call must know that only somebody else can tell.
///
/// The answer to the first two goes into the tree, for everybody; that to the others belongs to the one call that
/// asked.
sealed interface Question {
    /// What the base holds in a directory under a name.
    record Entry(long directory, String name) implements Question {}

    /// All that the base holds in a directory.
    record Listing(long directory) implements Question {}

    /// Bytes of the caller's memory behind a pointer that no shape describes (the third argument of `fcntl`,
    /// `ioctl`).
    record Argument(long address, int length) implements Question {}

    /// Text that `Tasks` knows of a process; of the whole machine when `pid` is 0.
    record TaskText(String what, int pid) implements Question {}

    /// Text that `Memory` knows of an address space; of the whole machine when it is 0.
    record MemoryText(String what, int space) implements Question {}

    /// Where in a file the next data is from an offset on, or the next hole: 8 bytes.
    record Extent(ObjectKey object, long offset, boolean hole) implements Question {}

    /// How many pages a file has that are not holes: 8 bytes.
    record Occupied(ObjectKey object) implements Question {}

    /// Which harts a task may run on, which the scheduler knows: lines of `/proc/PID/status`.
    record HartsText(int task) implements Question {}

    /// Another thread of the caller's process has this name from here on; told nothing when it is none.
    record Rename(int task, Bytes name) implements Question {}

    /// The signal mask of the caller is this from here until the call is over.
    record Mask(long mask) implements Question {}

    /// A background process may go on all the same, since it ignores or blocks the signal (`SIGTTOU`).
    ///
    /// @param orphaned what one gets that nobody could continue; null for `EIO`
    record Foreground(int signal, @Nullable Errno orphaned) implements Question {}

    /// Random bytes.
    record Randomness(int length) implements Question {}
}
