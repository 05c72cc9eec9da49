package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Parks tasks at futexes and wakes them, first come first served.
final class FutexQueues {
    private final MemoryState state;

    FutexQueues(MemoryState state) {
        this.state = state;
    }

    /// Which futex an address is; null when there is none: `futex(2)`, `FUTEX_PRIVATE_FLAG`.
    @Nullable
    FutexKey key(@Nullable Space space, long address, boolean privately) {
        if (space == null || address < 0 || address >= Space.LIMIT) {
            return null;
        }
        return privately && state.futexes.apart() ? new FutexKey(0, space.id, address) : key(space, address);
    }

    /// The futex of whoever did not say that it is private; null when nothing is mapped there.
    @Nullable
    FutexKey key(@Nullable Space space, long address) {
        Area area = space == null ? null : space.areaAt(address);
        if (space == null || area == null) {
            return null;
        }
        ObjectKey object = area.object();
        return area.isPrivate() || object == null
                ? new FutexKey(state.futexes.apart() ? FutexKey.NO_OBJECT : 0, space.id, address)
                : new FutexKey(object.id(), 0, address - area.start() + area.offset());
    }

    void park(Outbox outbox, FutexKey key, FutexWaiter waiter) {
        Call call = waiter.call();
        state.futexes = state.futexes.plus(key, waiter);
        outbox.send(Port.hart(call.hart()), new Hart.Parked(call));
        if (waiter.hasDeadline()) {
            outbox.send(Port.CLOCK, new Clock.Arm(call.task(), waiter.deadlineNanos(), new Memory.TimedOut(call)));
        }
    }

    /// Wakes up to `most` that listen to one of the bits; how many.
    int wake(Outbox outbox, @Nullable FutexKey key, int most, int bits) {
        int woken = 0;
        for (FutexWaiter waiter : key == null ? List.<FutexWaiter>of() : state.futexes.at(key)) {
            if (woken >= most) {
                break;
            }
            if (key != null && !waiter.lock() && (waiter.bits() & bits) != 0) {
                release(outbox, key, waiter, Completion.value(0));
                woken++;
            }
        }
        return woken;
    }

    /// Lets up to `most` wait at another futex instead; how many.
    int move(@Nullable FutexKey from, FutexKey to, int most) {
        int moved = 0;
        for (FutexWaiter waiter : from == null ? List.<FutexWaiter>of() : state.futexes.at(from)) {
            if (from == null || moved >= most) {
                break;
            }
            if (!waiter.lock()) {
                state.futexes = state.futexes.minus(from, waiter).plus(to, waiter);
                moved++;
            }
        }
        return moved;
    }

    /// The task that has waited longest to own the futex, or null.
    @Nullable
    FutexWaiter firstLocker(@Nullable FutexKey key) {
        for (FutexWaiter waiter : key == null ? List.<FutexWaiter>of() : state.futexes.at(key)) {
            if (waiter.lock()) {
                return waiter;
            }
        }
        return null;
    }

    boolean hasSecondLocker(FutexKey key) {
        return state.futexes.at(key).stream().filter(FutexWaiter::lock).limit(2).count() == 2;
    }

    /// Answers a parked call.
    void release(Outbox outbox, FutexKey key, FutexWaiter waiter, Completion completion) {
        state.futexes = state.futexes.minus(key, waiter);
        if (waiter.hasDeadline()) {
            outbox.send(Port.CLOCK, new Clock.Disarm(waiter.call().task()));
        }
        outbox.send(Port.SCHEDULER, new Scheduler.Wake(waiter.call(), completion));
    }

    void cancel(Outbox outbox, Call call) {
        FutexWaiter waiter = state.futexes.of(call);
        FutexKey key = state.futexes.keys().get(call.task());
        if (waiter != null && key != null) {
            release(outbox, key, waiter, new Completion.Interrupted(restart(waiter)));
        }
    }

    /// Whoever is to own the futex goes on asking; a time is not waited for twice.
    private static Completion.Restart restart(FutexWaiter waiter) {
        if (waiter.lock()) {
            return Completion.Restart.ALWAYS;
        }
        return waiter.hasDeadline() ? Completion.Restart.UNLESS_HANDLED : Completion.Restart.IF_ALLOWED;
    }

    void timedOut(Outbox outbox, Call call) {
        FutexWaiter waiter = state.futexes.of(call);
        FutexKey key = state.futexes.keys().get(call.task());
        if (waiter != null && key != null) {
            state.futexes = state.futexes.minus(key, waiter);
            outbox.send(Port.SCHEDULER, new Scheduler.Wake(call, Completion.error(Errno.ETIMEDOUT)));
        }
    }

    /// The wall clock was set: whoever waits for a time it shows waits for another machine time now.
    void epochIs(Outbox outbox, long epochNanos) {
        FutexTable table = state.futexes;
        for (FutexKey key : table.queues().keySet()) {
            for (FutexWaiter waiter : table.at(key)) {
                if (waiter.realNanos() != Long.MIN_VALUE) {
                    rearm(outbox, key, waiter, waiter.realNanos() - epochNanos);
                }
            }
        }
    }

    private void rearm(Outbox outbox, FutexKey key, FutexWaiter old, long deadline) {
        FutexWaiter waiter = new FutexWaiter(old.call(), old.bits(), deadline, old.realNanos(), old.lock());
        int place = state.futexes.at(key).indexOf(old);
        state.futexes = new FutexTable(
                state.futexes.queues().plus(key, FutexTable.replaced(state.futexes.at(key), place, waiter)),
                state.futexes.keys(),
                state.futexes.apart());
        outbox.send(Port.CLOCK, new Clock.Arm(old.call().task(), deadline, new Memory.TimedOut(old.call())));
    }
}
