package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// Record locks of processes, of open file descriptions, and `flock(2)`'s, all on inodes.
///
/// The three kinds do not see one another but for the first two, as on Linux. Locks that touch are joined and
/// split as `fcntl_locking(2)` says.
final class Locks {
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int UNLOCK = 2;
    private static final int STRUCT = 32;
    private static final int HELD_MAXIMUM = 1 << 16;

    /// One lock held, or wanted.
    ///
    /// @param owner a process, or a description as `-id`
    /// @param first and `last` byte, both included; `Long.MAX_VALUE` for to the end
    /// @param whole whether it is a `flock(2)` one
    record Lock(long owner, boolean exclusive, long first, long last, boolean whole) {
        boolean conflicts(Lock other) {
            return whole == other.whole
                    && owner != other.owner
                    && (exclusive || other.exclusive)
                    && first <= other.last
                    && other.first <= last;
        }
    }

    /// The locks of one inode, in order of the first byte; `source` is what waiters wait for.
    record Held(long source, List<Lock> locks) {}

    /// A lock wanted, or to be taken away (`lock` false).
    record Request(long inode, Lock wanted, boolean unlocks) {}

    private final Core core;
    private final Tree tree;

    Locks(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    // ---- the calls

    void flock(Caller caller, DescriptorCall.LockFile call) {
        int operation = call.operation() & ~4;
        if (operation != 1 && operation != 2 && operation != 8) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(call.descriptor());
        Lock wanted = new Lock(-file.id(), operation == 2, 0, Long.MAX_VALUE, true);
        Request request = new Request(file.place().inode(), wanted, operation == 8);
        begin(caller, file, request, (call.operation() & 4) == 0, Errno.EAGAIN);
    }

    /// `F_SETLK`, `F_SETLKW` and their `F_OFD_` kin.
    void set(Caller caller, OpenFile file, long address, boolean ofDescription, boolean patient) {
        Bytes image = caller.argument(address, STRUCT);
        int type = (int) Layout.read(image, 0, 2);
        Lock wanted = lock(caller, file, image, ofDescription);
        if (type == READ && !file.readable() || type == WRITE && !file.writable()) {
            throw new Refusal(Errno.EBADF);
        }
        if (ofDescription && Layout.read(image, 24, 4) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        begin(caller, file, new Request(file.place().inode(), wanted, type == UNLOCK), patient, Errno.EAGAIN);
    }

    /// `F_GETLK`: the first lock in the way, or none.
    void test(Caller caller, OpenFile file, long address, boolean ofDescription) {
        Bytes image = caller.argument(address, STRUCT);
        if (Layout.read(image, 0, 2) == UNLOCK) {
            throw new Refusal(Errno.EINVAL);
        }
        Lock conflict = conflict(file.place().inode(), lock(caller, file, image, ofDescription));
        if (conflict == null) {
            caller.answer(0, address, new Layout(2).putShort(UNLOCK).toBytes());
            return;
        }
        long length = conflict.last() == Long.MAX_VALUE ? 0 : conflict.last() - conflict.first() + 1;
        long owner = conflict.owner() < 0 ? -1 : conflict.owner();
        Layout found = new Layout(STRUCT)
                .putShort(conflict.exclusive() ? WRITE : READ)
                .putShort(0)
                .putInt(0);
        caller.answer(
                0,
                address,
                found.putLong(conflict.first())
                        .putLong(length)
                        .putInt(owner)
                        .putInt(0)
                        .toBytes());
    }

    private Lock lock(Caller caller, OpenFile file, Bytes image, boolean ofDescription) {
        int type = (int) Layout.read(image, 0, 2);
        int whence = (int) Layout.read(image, 2, 2);
        long start = Layout.read(image, 8, 8);
        long length = Layout.read(image, 16, 8);
        if (type > UNLOCK || whence > 2) {
            throw new Refusal(Errno.EINVAL);
        }
        long base = whence == 0
                ? 0
                : whence == 1 ? file.offset() : tree.inode(file.place().inode()).size();
        long first = base + start + Math.min(length, 0);
        long last = length == 0 ? Long.MAX_VALUE : base + start + Math.max(length, 0) - 1;
        if (first < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if (last < first) {
            throw new Refusal(Errno.EOVERFLOW);
        }
        long owner = ofDescription ? -file.id() : caller.task.identity().process();
        return new Lock(owner, type == WRITE, first, last, false);
    }

    private void begin(Caller caller, OpenFile file, Request request, boolean patient, Errno busy) {
        if (!request.unlocks() && !patient && conflict(request.inode(), request.wanted()) != null) {
            throw new Refusal(busy);
        }
        core.attempt(caller.call, new Operation.Lock(file.id(), request));
    }

    Outcome attempt(Operation.Lock operation) {
        Request request = operation.request();
        if (!request.unlocks() && conflict(request.inode(), request.wanted()) != null) {
            // Whoever is in the way now may wait for what this one holds, though whoever was before did not.
            if (deadlocks(request)) {
                throw new Refusal(Errno.EDEADLOCK);
            }
            return Outcome.blocked(operation, held(request.inode()).source());
        }
        apply(request.inode(), request.wanted(), request.unlocks());
        return Outcome.value(0);
    }

    // ---- what is held

    private Held held(long inode) {
        Held held = core.state.locks.get(inode);
        return held == null ? new Held(core.state.nextId(), List.of()) : held;
    }

    private @Nullable Lock conflict(long inode, Lock wanted) {
        Held held = core.state.locks.get(inode);
        if (held != null) {
            for (Lock lock : held.locks()) {
                if (lock.conflicts(wanted)) {
                    return lock;
                }
            }
        }
        return null;
    }

    /// Whether the owner in the way waits, through others, for the one who asks.
    private boolean deadlocks(Request request) {
        Request at = request;
        for (int steps = 0; steps < 16; steps++) {
            Lock blocker = conflict(at.inode(), at.wanted());
            if (blocker == null || blocker.owner() < 0) {
                return false;
            }
            if (steps > 0 && blocker.owner() == request.wanted().owner()) {
                return true;
            }
            Request next = awaitedBy(blocker.owner());
            if (next == null) {
                return false;
            }
            at = next;
        }
        return false;
    }

    private @Nullable Request awaitedBy(long owner) {
        for (Ongoing ongoing : core.state.ongoing.values()) {
            if (ongoing.operation() instanceof Operation.Lock lock
                    && lock.request().wanted().owner() == owner) {
                return lock.request();
            }
        }
        return null;
    }

    /// Cuts the range out of what the owner holds, then puts the new lock there.
    private void apply(long inode, Lock wanted, boolean unlocks) {
        Held held = held(inode);
        List<Lock> locks = new ArrayList<>();
        Lock joined = wanted;
        for (Lock lock : held.locks()) {
            if (lock.owner() != wanted.owner() || lock.whole() != wanted.whole()) {
                locks.add(lock);
            } else if (!unlocks && lock.exclusive() == wanted.exclusive() && touches(lock, joined)) {
                joined = new Lock(
                        wanted.owner(),
                        wanted.exclusive(),
                        Math.min(lock.first(), joined.first()),
                        Math.max(lock.last(), joined.last()),
                        wanted.whole());
            } else {
                addRest(locks, lock, wanted);
            }
        }
        if (!unlocks) {
            if (locks.size() >= HELD_MAXIMUM) {
                throw new Refusal(Errno.ENOLCK);
            }
            locks.add(joined);
        }
        long more = Ledger.LOCK * ((long) locks.size() - held.locks().size());
        if (more > 0) {
            core.ledger.afford(more, Errno.ENOLCK);
        }
        core.ledger.charge(more);
        locks.sort(java.util.Comparator.comparingLong(Lock::first));
        core.state.locks = locks.isEmpty()
                ? core.state.locks.minus(inode)
                : core.state.locks.plus(inode, new Held(held.source(), List.copyOf(locks)));
        core.changed(held.source());
    }

    private static boolean touches(Lock lock, Lock other) {
        boolean before = lock.last() != Long.MAX_VALUE && lock.last() + 1 < other.first();
        boolean after = other.last() != Long.MAX_VALUE && other.last() + 1 < lock.first();
        return !before && !after;
    }

    private static void addRest(List<Lock> locks, Lock lock, Lock cut) {
        if (lock.last() < cut.first() || lock.first() > cut.last()) {
            locks.add(lock);
            return;
        }
        if (lock.first() < cut.first()) {
            locks.add(new Lock(lock.owner(), lock.exclusive(), lock.first(), cut.first() - 1, lock.whole()));
        }
        if (lock.last() > cut.last()) {
            locks.add(new Lock(lock.owner(), lock.exclusive(), cut.last() + 1, lock.last(), lock.whole()));
        }
    }

    /// A process closed a descriptor of the inode: all its record locks there are gone.
    void released(long inode, int process) {
        drop(inode, process, false);
    }

    /// A description is gone, and its locks with it.
    void closed(OpenFile file) {
        drop(file.place().inode(), -file.id(), true);
        drop(file.place().inode(), -file.id(), false);
    }

    private void drop(long inode, long owner, boolean whole) {
        Held held = core.state.locks.get(inode);
        if (held != null && held.locks().stream().anyMatch(lock -> lock.owner() == owner && lock.whole() == whole)) {
            apply(inode, new Lock(owner, false, 0, Long.MAX_VALUE, whole), true);
        }
    }
}
