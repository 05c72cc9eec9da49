package org.lkernel.kernel.memory;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePVector;

/// What must be so of memory: each frame is taken as often as somebody refers to it, and who waits at a futex is
/// known under his number, and waits there once.
final class MemoryFlaws {
    private MemoryFlaws() {}

    static @Nullable String of(MemoryState state) {
        String futexes = ofFutexes(state.futexes);
        return futexes == null ? new References(state).flaw() : futexes;
    }

    private static @Nullable String ofFutexes(FutexTable futexes) {
        int waiters = 0;
        for (Map.Entry<FutexKey, TreePVector<FutexWaiter>> queue :
                futexes.queues().entrySet()) {
            waiters += queue.getValue().size();
            for (FutexWaiter waiter : queue.getValue()) {
                if (!queue.getKey().equals(futexes.keys().get(waiter.call().task()))) {
                    return "task %d waits at a futex and is known to wait elsewhere"
                            .formatted(waiter.call().task());
                }
            }
        }
        return waiters == futexes.keys().size()
                ? null
                : "%d tasks wait at futexes, and %d are known to"
                        .formatted(waiters, futexes.keys().size());
    }

    /// A request that waits here may be for anybody's call.
    static boolean owes(MemoryState state, int task) {
        return state.futexes.keys().containsKey(task)
                || state.resolving.containsKey(task)
                || !state.suspended.isEmpty()
                || state.tickets.values().stream().anyMatch(ticket -> ticket.then() != null);
    }
}
