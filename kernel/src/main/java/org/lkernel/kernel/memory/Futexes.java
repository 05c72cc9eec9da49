package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.Words.Word;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// `futex(2)`.
///
/// Load, compare and park are one step of one message, so no wake can fall between them.
final class Futexes {
    static final int WAITERS = 0x8000_0000;
    static final int OWNER_DIED = 0x4000_0000;
    static final int TID_MASK = 0x3fff_ffff;

    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int LOCK_PI = 6;
    private static final int UNLOCK_PI = 7;
    private static final int TRYLOCK_PI = 8;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int LOCK_PI2 = 13;
    private static final int COMMAND = 0x7f;
    private static final int PRIVATE = 0x80;
    private static final int CLOCK_REALTIME = 0x100;
    private static final int ANY = -1;
    private static final long SECOND = 1_000_000_000L;

    private final MemoryState state;
    private final Words words;
    private final FutexQueues queues;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    Futexes(MemoryState state, Words words, FutexQueues queues, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.words = words;
        this.queues = queues;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    void futex(Attempt attempt, MemoryCall.Futex futex) {
        int command = futex.operation() & COMMAND;
        boolean real = (futex.operation() & CLOCK_REALTIME) != 0;
        if (real && command != WAIT_BITSET && command != LOCK_PI2) {
            attempt.error(futex.call(), Errno.ENOSYS);
        } else if ((futex.address() & 3) != 0 || usesTwo(command) && (futex.address2() & 3) != 0) {
            attempt.error(futex.call(), Errno.EINVAL);
        } else {
            dispatch(attempt, futex, command, real);
        }
    }

    private static boolean usesTwo(int command) {
        return command == REQUEUE || command == CMP_REQUEUE || command == WAKE_OP;
    }

    private @Nullable FutexKey first(MemoryCall.Futex futex, @Nullable Space space) {
        return queues.key(space, futex.address(), (futex.operation() & PRIVATE) != 0);
    }

    private @Nullable FutexKey second(MemoryCall.Futex futex, @Nullable Space space) {
        return queues.key(space, futex.address2(), (futex.operation() & PRIVATE) != 0);
    }

    private void dispatch(Attempt attempt, MemoryCall.Futex futex, int command, boolean real) {
        switch (command) {
            case WAIT -> await(attempt, futex, ANY, false, false);
            case WAIT_BITSET -> await(attempt, futex, futex.value3(), true, real);
            case WAKE -> wake(attempt, futex, ANY);
            case WAKE_BITSET -> wake(attempt, futex, futex.value3());
            case REQUEUE, CMP_REQUEUE -> requeue(attempt, futex, command == CMP_REQUEUE);
            case WAKE_OP -> wakeWith(attempt, futex);
            case LOCK_PI -> lock(attempt, futex, true);
            case LOCK_PI2 -> lock(attempt, futex, real);
            case TRYLOCK_PI -> tryLock(attempt, futex);
            case UNLOCK_PI -> unlock(attempt, futex);
            default -> attempt.error(futex.call(), Errno.ENOSYS);
        }
    }

    // ---- waiting

    private void await(Attempt attempt, MemoryCall.Futex futex, int bits, boolean absolute, boolean real) {
        Call call = futex.call();
        Space space = state.space(call.space());
        FutexWaiter waiter = waiter(attempt, futex, bits, absolute, real, false);
        if (waiter == null) {
            return;
        }
        Word word = words.loadInt(space, futex.address());
        FutexKey key = first(futex, space);
        if (word.stopped() != null) {
            stop(attempt, call, word.stopped());
        } else if (key == null || bits == 0) {
            attempt.error(call, bits == 0 ? Errno.EINVAL : Errno.EFAULT);
        } else if ((int) word.value() != futex.value()) {
            attempt.error(call, Errno.EAGAIN);
        } else if (waiter.deadlineNanos() <= call.nowNanos()) {
            attempt.error(call, Errno.ETIMEDOUT);
        } else {
            queues.park(attempt.outbox(), key, waiter);
        }
    }

    /// Reads the time-out; null when the call was answered or suspended instead.
    private @Nullable FutexWaiter waiter(
            Attempt attempt, MemoryCall.Futex futex, int bits, boolean absolute, boolean real, boolean lock) {
        Call call = futex.call();
        if (futex.timeout() == 0) {
            return new FutexWaiter(call, bits, Long.MAX_VALUE, Long.MIN_VALUE, lock);
        }
        Space space = state.space(call.space());
        Word seconds = words.loadLong(space, futex.timeout());
        Word nanos = words.loadLong(space, futex.timeout() + Long.BYTES);
        Touch stopped = seconds.stopped() == null ? nanos.stopped() : seconds.stopped();
        if (stopped != null) {
            stop(attempt, call, stopped);
            return null;
        }
        if (seconds.value() < 0 || nanos.value() < 0 || nanos.value() >= SECOND) {
            attempt.error(call, Errno.EINVAL);
            return null;
        }
        long time = sum(sum(0, seconds.value(), SECOND), nanos.value(), 1);
        long start = absolute ? real ? -state.epochNanos : 0 : call.nowNanos();
        boolean never = time == Long.MAX_VALUE || time > Long.MAX_VALUE - Math.max(0, start);
        return new FutexWaiter(
                call, bits, never ? Long.MAX_VALUE : time + start, real && !never ? time : Long.MIN_VALUE, lock);
    }

    /// `base + count × unit`, or the largest number there is.
    private static long sum(long base, long count, long unit) {
        return count > (Long.MAX_VALUE - base) / unit ? Long.MAX_VALUE : base + count * unit;
    }

    private void stop(Attempt attempt, Call call, Touch why) {
        shootdowns.settle(attempt.outbox());
        if (why instanceof Touch.Missing missing) {
            waiting.forPage(attempt, 0, attempt.parked(), missing);
        } else if (why instanceof Touch.Failure failure) {
            attempt.error(call, failure.errno);
        }
    }

    // ---- waking

    private void wake(Attempt attempt, MemoryCall.Futex futex, int bits) {
        Call call = futex.call();
        if (bits == 0) {
            attempt.error(call, Errno.EINVAL);
            return;
        }
        FutexKey key = first(futex, state.space(call.space()));
        if (key == null) {
            attempt.error(call, Errno.EFAULT);
            return;
        }
        attempt.value(call, queues.wake(attempt.outbox(), key, futex.value(), bits));
    }

    private void requeue(Attempt attempt, MemoryCall.Futex futex, boolean compared) {
        Call call = futex.call();
        Space space = state.space(call.space());
        int most = (int) futex.timeout();
        FutexKey from = first(futex, space);
        FutexKey to = second(futex, space);
        Word word = compared ? words.loadInt(space, futex.address()) : new Word(futex.value3(), null);
        if (futex.value() < 0 || most < 0) {
            attempt.error(call, Errno.EINVAL);
        } else if (word.stopped() != null) {
            stop(attempt, call, word.stopped());
        } else if (from == null || to == null) {
            attempt.error(call, Errno.EFAULT);
        } else if ((int) word.value() != futex.value3()) {
            attempt.error(call, Errno.EAGAIN);
        } else {
            int woken = queues.wake(attempt.outbox(), from, futex.value(), ANY);
            attempt.value(call, woken + (from.equals(to) ? 0 : queues.move(from, to, most)));
        }
    }

    /// `FUTEX_WAKE_OP`: changes the second word, wakes at the first, and at the second if what it was compares
    /// so.
    private void wakeWith(Attempt attempt, MemoryCall.Futex futex) {
        Call call = futex.call();
        Space space = state.space(call.space());
        FutexOperation operation = new FutexOperation(futex.value3());
        if (!operation.isKnown()) {
            attempt.error(call, Errno.ENOSYS);
            return;
        }
        FutexKey key = first(futex, space);
        FutexKey other = second(futex, space);
        if (key == null || other == null) {
            attempt.error(call, Errno.EFAULT);
            return;
        }
        Word before = words.update(space, futex.address2(), operation::apply);
        if (before.stopped() != null) {
            stop(attempt, call, before.stopped());
            return;
        }
        int woken = queues.wake(attempt.outbox(), key, futex.value(), ANY);
        if (operation.compare((int) before.value())) {
            woken += queues.wake(attempt.outbox(), other, (int) futex.timeout(), ANY);
        }
        settle(attempt, call, woken);
    }

    private void settle(Attempt attempt, Call call, long value) {
        shootdowns.settle(attempt.outbox(), 0, attempt.ahead(call), attempt.answer(call, Completion.value(value)));
    }

    // ---- locks that the kernel hands on

    private void lock(Attempt attempt, MemoryCall.Futex futex, boolean real) {
        Call call = futex.call();
        Space space = state.space(call.space());
        FutexWaiter waiter = waiter(attempt, futex, ANY, true, real, true);
        if (waiter == null) {
            return;
        }
        Word before = words.update(space, futex.address(), word -> taken(word, call.task(), WAITERS));
        FutexKey key = first(futex, space);
        if (before.stopped() != null || key == null) {
            stop(attempt, call, before.stopped() == null ? Touch.Failure.UNMAPPED : before.stopped());
            return;
        }
        int owner = (int) before.value() & TID_MASK;
        if (owner == 0) {
            settle(attempt, call, 0);
        } else if (owner == call.task()) {
            settle(attempt, call, -Errno.EDEADLOCK.number());
        } else if (waiter.deadlineNanos() <= call.nowNanos()) {
            settle(attempt, call, -Errno.ETIMEDOUT.number());
        } else {
            shootdowns.settle(attempt.outbox());
            queues.park(attempt.outbox(), key, waiter);
        }
    }

    /// The word after a task tried to lock it: its own if nobody's, else marked if another's.
    private static int taken(int word, int task, int mark) {
        int owner = word & TID_MASK;
        if (owner == 0) {
            return word & ~TID_MASK | task;
        }
        return owner == task ? word : word | mark;
    }

    private void tryLock(Attempt attempt, MemoryCall.Futex futex) {
        Call call = futex.call();
        Word before = words.update(state.space(call.space()), futex.address(), word -> taken(word, call.task(), 0));
        if (before.stopped() != null) {
            stop(attempt, call, before.stopped());
            return;
        }
        int owner = (int) before.value() & TID_MASK;
        Errno errno = owner == call.task() ? Errno.EDEADLOCK : Errno.EAGAIN;
        settle(attempt, call, owner == 0 ? 0 : -errno.number());
    }

    private void unlock(Attempt attempt, MemoryCall.Futex futex) {
        Call call = futex.call();
        Space space = state.space(call.space());
        FutexKey key = first(futex, space);
        FutexWaiter next = queues.firstLocker(key);
        int after = next == null || key == null ? 0 : handedTo(key, next);
        Word before = words.update(space, futex.address(), word -> (word & TID_MASK) == call.task() ? after : word);
        if (before.stopped() != null) {
            stop(attempt, call, before.stopped());
            return;
        }
        boolean owned = ((int) before.value() & TID_MASK) == call.task();
        if (owned && next != null && key != null) {
            queues.release(attempt.outbox(), key, next, Completion.value(0));
        }
        settle(attempt, call, owned ? 0 : -Errno.EPERM.number());
    }

    private int handedTo(FutexKey key, FutexWaiter next) {
        return next.call().task() | (queues.hasSecondLocker(key) ? WAITERS : 0);
    }

    // ---- what comes from elsewhere

    void cancel(Attempt attempt, Memory.Cancel cancel) {
        queues.cancel(attempt.outbox(), cancel.call());
    }

    void timedOut(Attempt attempt, Call call) {
        queues.timedOut(attempt.outbox(), call);
    }

    void epochIs(Attempt attempt, long epochNanos) {
        queues.epochIs(attempt.outbox(), epochNanos);
    }
}
