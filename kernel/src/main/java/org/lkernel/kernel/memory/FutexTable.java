package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;
import org.lkernel.kernel.syscall.Call;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// Who waits at which futex, in the order they came, as a value.
///
/// @param queues the waiters of each key that has any
/// @param keys where each waiting task waits; a task waits at one place only
record FutexTable(TreePMap<Key, TreePVector<Waiter>> queues, TreePMap<Integer, Key> keys) implements Digestible {
    static final FutexTable EMPTY = new FutexTable(TreePMap.empty(), TreePMap.empty());

    /// What makes two addresses the same futex: a space and an address in it, or a shared object and an offset in it.
    ///
    /// @param object the object's id, 0 for private memory
    /// @param space 0 for shared memory
    /// @param offset in bytes
    record Key(long object, int space, long offset) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byObject = Long.compare(object, other.object);
            int bySpace = byObject != 0 ? byObject : Integer.compare(space, other.space);
            return bySpace != 0 ? bySpace : Long.compare(offset, other.offset);
        }
    }

    /// A parked call.
    ///
    /// @param bits the wakes it listens to
    /// @param deadlineNanos machine time at which it gives up, `Long.MAX_VALUE` for never
    /// @param realNanos the same as wall-clock time, when that is what was asked for, else `Long.MIN_VALUE`
    /// @param lock it waits to own the futex, not to be woken (`FUTEX_LOCK_PI`)
    record Waiter(Call call, int bits, long deadlineNanos, long realNanos, boolean lock) {
        boolean hasDeadline() {
            return deadlineNanos != Long.MAX_VALUE;
        }
    }

    TreePVector<Waiter> at(Key key) {
        return queues.getOrDefault(key, TreePVector.empty());
    }

    FutexTable plus(Key key, Waiter waiter) {
        return new FutexTable(queues.plus(key, at(key).plus(waiter)), keys.plus(waiter.call().task(), key));
    }

    FutexTable minus(Key key, Waiter waiter) {
        TreePVector<Waiter> rest = at(key).minus(waiter);
        return new FutexTable(
                rest.isEmpty() ? queues.minus(key) : queues.plus(key, rest), keys.minus(waiter.call().task()));
    }

    /// The queue with another waiter in one's place.
    static TreePVector<Waiter> replaced(TreePVector<Waiter> queue, int place, Waiter waiter) {
        return queue.minus(place).plus(place, waiter);
    }

    /// The parked call itself, or null when it was answered already.
    @Nullable Waiter of(Call call) {
        Key key = keys.get(call.task());
        for (Waiter waiter : key == null ? TreePVector.<Waiter>empty() : at(key)) {
            if (waiter.call().task() == call.task() && waiter.call().serial() == call.serial()) {
                return waiter;
            }
        }
        return null;
    }

    @Override
    public void digest(Digest digest) {
        Canonical.value(queues, digest);
    }
}
