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
/// @param apart whether private futexes have keys of their own: not in machines from before they had
record FutexTable(TreePMap<FutexKey, TreePVector<FutexWaiter>> queues, TreePMap<Integer, FutexKey> keys, boolean apart)
        implements Digestible {
    static final FutexTable EMPTY = new FutexTable(TreePMap.empty(), TreePMap.empty(), true);

    TreePVector<FutexWaiter> at(FutexKey key) {
        return queues.getOrDefault(key, TreePVector.empty());
    }

    FutexTable plus(FutexKey key, FutexWaiter waiter) {
        return new FutexTable(
                queues.plus(key, at(key).plus(waiter)), keys.plus(waiter.call().task(), key), apart);
    }

    FutexTable minus(FutexKey key, FutexWaiter waiter) {
        TreePVector<FutexWaiter> rest = at(key).minus(waiter);
        return new FutexTable(
                rest.isEmpty() ? queues.minus(key) : queues.plus(key, rest),
                keys.minus(waiter.call().task()),
                apart);
    }

    /// The queue with another waiter in one's place.
    static TreePVector<FutexWaiter> replaced(TreePVector<FutexWaiter> queue, int place, FutexWaiter waiter) {
        return queue.minus(place).plus(place, waiter);
    }

    /// The parked call itself, or null when it was answered already.
    @Nullable
    FutexWaiter of(Call call) {
        FutexKey key = keys.get(call.task());
        for (FutexWaiter waiter : key == null ? TreePVector.<FutexWaiter>empty() : at(key)) {
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
