package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;

/// What memory understands: frames, address spaces, the page cache, and futexes.
///
/// `Memory` owns every frame. File content, tmpfs content and anonymous memory alike are pages of an *object*,
/// named (object, index); `Files` owns names, descriptors and sizes, and tells the sizes.
public sealed interface Memory extends Message permits Memory.Request, MemoryCall {
    /// Messages of the other subsystems.
    sealed interface Request extends Memory {}

    /// A hart could not translate an address; it has removed what it had cached of that page. Answered `Retried`,
    /// `Refused` (SIGSEGV, SIGBUS with siginfo code) or parked.
    ///
    /// @param access [#READ], [#WRITE] or [#EXECUTE]
    record Fault(Call call, long address, int access) implements Request {
        public static final int READ = 0;
        public static final int WRITE = 1;
        public static final int EXECUTE = 2;

        public static Fault of(Call call, long address, Access access) {
            return new Fault(
                    call,
                    address,
                    switch (access) {
                        case READ -> READ;
                        case WRITE -> WRITE;
                        case EXECUTE -> EXECUTE;
                    });
        }
    }

    /// A hart has removed what a shootdown named.
    record Acknowledged(long ticket, int hart) implements Request {}

    /// Break off the parked call, unless it is already answered: `Interrupted`, in the manner of the call.
    record Cancel(Call call, boolean fatal) implements Request {}

    /// A futex wait's time is up.
    record TimedOut(Call call) implements Request {}

    /// Memory to itself: the next step of a request that is done in several.
    record Continue(long number) implements Request {}

    /// Memory to itself: bring the pages of a range, for `mlock(2)` and `MAP_POPULATE`, then answer the call with
    /// `value`.
    ///
    /// @param strict a page that cannot be had is an error
    record Populate(Call call, long start, long end, boolean write, boolean strict, long value) implements Request {}

    /// Wall-clock nanoseconds since 1970 at machine time 0, passed on by `Files`; answered `Clock.EpochKnown`.
    record EpochIs(@Nullable Call call, long epochNanos) implements Request {}

    // ---- for Tasks

    /// Makes `to` a copy-on-write copy of `from`; answered `Tasks.SpaceCopied`.
    record CopySpace(Call call, int from, int to) implements Request {}

    /// Builds a whole new space for `execve`, sharing nothing with the old; answered `Tasks.SpaceBuilt`.
    record BuildSpace(Call call, int space, SpacePlan plan) implements Request {}

    /// Resource limits of the space's process changed: `RLIMIT_STACK`, `RLIMIT_DATA` and `RLIMIT_AS`, in bytes.
    record LimitsAre(int space, long stack, long data, long addressSpace) implements Request {}

    /// The last user of the space is gone: every hart forgets it, then its frames are freed.
    record DropSpace(int space) implements Request {}

    /// Stores 0 at the address and wakes one futex waiter there (`CLONE_CHILD_CLEARTID`); a bad address is
    /// ignored.
    record ClearTid(int space, long address) implements Request {}

    /// Walks the robust futex list of a dead task (`set_robust_list(2)`).
    record ReleaseRobust(int space, int task, long head) implements Request {}

    /// Asks how much memory there is, for `sysinfo(2)`; answered `Tasks.MemorySurveyed`.
    record Survey(Call call) implements Request {}

    /// Reads another task's memory for `/proc` and `ptrace`; answered `Tasks.Peeked` with as much as is mapped.
    record Peek(Call call, int space, long address, int length) implements Request {}

    /// Stores a word for `CLONE_PARENT_SETTID` and `CLONE_PIDFD`; answered `Tasks.Poked` when no hart shows any more
    /// what was there.
    record Poke(Call call, int space, long address, Bytes content) implements Request {}

    // ---- for Files

    /// Copies between an object and the caller's memory, and answers the *hart* `Returned(bytes)`.
    ///
    /// The range in the object has been checked and, for a read, clipped to the size. If fewer bytes can be
    /// copied (a bad address, no memory) the answer goes to `Files.Shortened` instead, which mends offsets and
    /// answers.
    record ReadObject(Call call, ObjectKey object, long offset, List<Segment> target, long length) implements Request {}

    /// The same for writing; new pages are made. `size` is the object's new size once all is written.
    ///
    /// @param reported the answer goes to `Files.Written`, however much was copied, and `Files` answers: a
    /// write that makes the file longer, or that takes several steps, ends when `Files` knows that it has
    record WriteObject(
            Call call, ObjectKey object, long offset, Payload source, long length, long size, boolean reported)
            implements Request {}

    /// Reads up to `length` bytes of the caller's memory into a message; answered `Files.Fetched`.
    record Fetch(Call call, List<Segment> source, long skip, int length) implements Request {}

    /// Reads from an object into a message (for `sendfile`, `execve`'s header, symlink targets); answered
    /// `Files.ObjectRead`.
    record LoadObject(Call call, ObjectKey object, long offset, int length) implements Request {}

    /// Writes bytes a message carries (`sendfile`, `splice`); answered `Files.ObjectStored`. The object's
    /// size is told afterwards, by `Resize`.
    record StoreObject(Call call, ObjectKey object, long offset, Bytes content, long size) implements Request {}

    /// The object's size is now this; pages beyond it are dropped from caches and mappings, the last page's tail
    /// is zeroed. Answered `Files.Resized` once no hart can reach what is cut off, if a call is given.
    record Resize(ObjectKey object, long size, @Nullable Call call) implements Request {}

    /// So many bytes of the object are zeroes from now on, in every mapping too (`fallocate(2)`); answered
    /// `Files.Resized` once no hart can reach what was there.
    record Clear(Call call, ObjectKey object, long offset, long length) implements Request {}

    /// A file of the base may be changed from now on: what the base holds counts as far as `size`, and a page
    /// that is written stays.
    record Adopt(ObjectKey object, long size) implements Request {}

    /// The answer to a call of `Files` of which memory had to be told something, by way of memory, so that the
    /// caller goes on after it has been.
    ///
    /// @param parked whether it goes to the scheduler or to the hart
    record Relay(Call call, Completion completion, boolean parked) implements Request {}

    /// The answer to `Files.Confirm`.
    record Confirmed(ObjectKey object, long index) implements Request {}

    /// No name or descriptor is left: free it when the last mapping goes.
    record DropObject(ObjectKey object) implements Request {}

    /// Makes `copy` a private copy of `original`'s first `size` bytes (copy-up of a file of the base), sharing
    /// frames.
    record CopyObject(ObjectKey original, ObjectKey copy, long size) implements Request {}

    /// What the objects of files cost by now, in bytes: programs may have so much less.
    record Charge(long bytes) implements Request {}

    /// The page-in asked of `Files` is here, or failed (null: I/O error → SIGBUS or EIO).
    record PagedIn(
            ObjectKey object, long firstIndex, @Nullable Bytes content) implements Request {}

    /// `Files` resolved the descriptor of an `mmap` of a file.
    ///
    /// @param errno null when the mapping may be made
    /// @param writable whether the file was opened for writing (a shared writable mapping is allowed)
    record MapResolved(
            Call call, @Nullable Errno errno, @Nullable ObjectKey object, long size, boolean writable, Bytes path)
            implements Request {}

    /// Text of `/proc/meminfo`, `/proc/PID/maps`, `/proc/PID/status`'s memory lines…; answered `Files.Described`.
    record Describe(Call call, String what, int space) implements Request {}

    /// Asks where in an object the next data is from an offset on, or the next hole; answered `Files.Described` with
    /// the offset, 8 bytes, which is `Long.MAX_VALUE` when there is none.
    record Extent(Call call, ObjectKey object, long offset, boolean hole) implements Request {}

    /// Asks how many pages an object has, here or in its backing store; answered `Files.Described` with 8 bytes.
    record Occupied(Call call, ObjectKey object) implements Request {}
}
