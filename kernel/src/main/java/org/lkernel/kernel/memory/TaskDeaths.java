package org.lkernel.kernel.memory;

import org.lkernel.kernel.memory.Words.Word;
import org.lkernel.kernel.syscall.Completion;

/// What a task leaves in memory when it dies: a cleared thread id, and the locks on its robust list marked as
/// orphans.
final class TaskDeaths {
    /// `ROBUST_LIST_LIMIT`.
    private static final int LONGEST = 2048;

    private final MemoryState state;
    private final Words words;
    private final FutexQueues queues;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    TaskDeaths(MemoryState state, Words words, FutexQueues queues, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.words = words;
        this.queues = queues;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    /// Whoever joins the thread waits for this.
    void clear(Attempt attempt, Memory.ClearTid clear) {
        Space space = state.space(clear.space());
        Word before = words.update(space, clear.address(), _ -> 0);
        if (isSuspended(attempt, before)) {
            return;
        }
        shootdowns.settle(attempt.outbox());
        if (before.stopped() == null) {
            queues.wake(attempt.outbox(), queues.key(space, clear.address()), 1, -1);
        }
    }

    /// Walks the list from its head: the next entry, the offset from an entry to its futex, the entry being
    /// changed.
    void release(Attempt attempt, Memory.ReleaseRobust release) {
        Space space = state.space(release.space());
        long head = release.head();
        Word next = words.loadLong(space, head);
        Word offset = words.loadLong(space, head + 8);
        Word pending = words.loadLong(space, head + 16);
        if (isSuspended(attempt, next) || isSuspended(attempt, offset) || isSuspended(attempt, pending)) {
            return;
        }
        for (int count = 0; count < LONGEST && next.stopped() == null && (next.value() & ~1) != head; count++) {
            Word following = words.loadLong(space, next.value() & ~1);
            boolean skipped = next.value() == pending.value();
            if (isSuspended(attempt, following)
                    || !skipped && orphan(attempt, release, space, next.value(), offset.value())) {
                return;
            }
            next = following;
        }
        if (pending.stopped() == null && pending.value() != 0) {
            orphan(attempt, release, space, pending.value(), offset.value());
        }
        shootdowns.settle(attempt.outbox());
    }

    /// Marks one lock if the task had it, and wakes or hands it to the next; whether it had to be put off.
    private boolean orphan(
            Attempt attempt,
            Memory.ReleaseRobust release,
            @org.jspecify.annotations.Nullable Space space,
            long entry,
            long offset) {
        long address = (entry & ~1) + offset;
        boolean handed = (entry & 1) != 0;
        FutexKey anybodys = queues.key(space, address);
        FutexWaiter outer = handed ? queues.firstLocker(anybodys) : null;
        FutexKey key = handed && outer == null ? queues.key(space, address, true) : anybodys;
        FutexWaiter heir = handed && outer == null ? queues.firstLocker(key) : outer;
        int owner = heir == null ? 0 : heir.call().task();
        Word before = words.update(
                space,
                address,
                word -> (word & Futexes.TID_MASK) == release.task()
                        ? word & Futexes.WAITERS | Futexes.OWNER_DIED | owner
                        : word);
        if (isSuspended(attempt, before)) {
            return true;
        }
        boolean owned = before.stopped() == null && ((int) before.value() & Futexes.TID_MASK) == release.task();
        if (owned && heir != null && key != null) {
            queues.release(attempt.outbox(), key, heir, Completion.value(0));
        } else if (owned && ((int) before.value() & Futexes.WAITERS) != 0) {
            queues.wake(attempt.outbox(), anybodys, 1, -1);
        }
        return false;
    }

    private boolean isSuspended(Attempt attempt, Word word) {
        if (word.stopped() instanceof Touch.Missing missing) {
            shootdowns.settle(attempt.outbox());
            waiting.forPage(attempt, 0, attempt.parked(), missing);
            return true;
        }
        return false;
    }
}
