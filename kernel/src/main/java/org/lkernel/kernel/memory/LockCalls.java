package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// `mlock(2)` and its kin, which bring pages before they are asked for, and `membarrier(2)`.
final class LockCalls {
    private static final int MLOCK_ONFAULT = 1;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4;
    private static final long OFFSET = Raw.PAGE_SIZE - 1;
    private static final int STEP_PAGES = 64;

    private static final int QUERY = 0;
    /// Global, global expedited, private expedited, private expedited with `fence.i`, and the registrations of
    /// each.
    private static final int COMMANDS = 0x7f;
    private static final int PRIVATE_EXPEDITED = 8;
    private static final int PRIVATE_SYNC_CORE = 32;
    private static final int REGISTRATIONS = 4 | 16 | 64;

    private final MemoryState state;
    private final Areas areas;
    private final Faulting faulting;
    private final Shootdowns shootdowns;
    private final Waiting waiting;

    LockCalls(MemoryState state, Areas areas, Faulting faulting, Shootdowns shootdowns, Waiting waiting) {
        this.state = state;
        this.areas = areas;
        this.faulting = faulting;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
    }

    // ---- locking

    void lock(Attempt attempt, MemoryCall.Lock lock) {
        lock(attempt, lock.call(), lock.address(), lock.length(), true);
    }

    void lock(Attempt attempt, MemoryCall.LockLazily lock) {
        if ((lock.flags() & ~MLOCK_ONFAULT) != 0) {
            attempt.error(lock.call(), Errno.EINVAL);
        } else {
            lock(attempt, lock.call(), lock.address(), lock.length(), lock.flags() == 0);
        }
    }

    private void lock(Attempt attempt, Call call, long address, long length, boolean now) {
        Errno errno = flag(call, address, length, Area.LOCKED);
        if (errno != null) {
            attempt.error(call, errno);
        } else if (now) {
            long end = address + length + OFFSET & -Raw.PAGE_SIZE;
            send(attempt, new Memory.Populate(call, address & -Raw.PAGE_SIZE, end, true, true, 0));
        } else {
            attempt.value(call, 0);
        }
    }

    void unlock(Attempt attempt, MemoryCall.Unlock unlock) {
        Errno errno = flag(unlock.call(), unlock.address(), unlock.length(), 0);
        attempt.value(unlock.call(), errno == null ? 0 : -errno.number());
    }

    private @Nullable Errno flag(Call call, long address, long length, int flag) {
        Space space = state.space(call.space());
        long start = address & -Raw.PAGE_SIZE;
        long end = address + length + OFFSET & -Raw.PAGE_SIZE;
        if (length < 0 || end < start) {
            return Errno.EINVAL;
        }
        if (space == null || !Areas.isMapped(space, start, end) || space.areas.size() + 2 > Space.AREA_LIMIT) {
            return Errno.ENOMEM;
        }
        if (start < end) {
            areas.change(space, start, end, area -> area.withFlags(area.flags() & ~Area.LOCKED | flag));
        }
        return null;
    }

    void lockAll(Attempt attempt, MemoryCall.LockAll lock) {
        int flags = lock.flags();
        Space space = state.space(lock.call().space());
        if (space == null
                || (flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) != 0
                || flags == 0
                || flags == MCL_ONFAULT) {
            attempt.error(lock.call(), Errno.EINVAL);
            return;
        }
        space.locksFuture = (flags & MCL_FUTURE) != 0;
        if ((flags & MCL_CURRENT) != 0) {
            areas.change(space, 0, Space.LIMIT, area -> area.withFlags(area.flags() | Area.LOCKED));
        }
        if ((flags & (MCL_CURRENT | MCL_ONFAULT)) == MCL_CURRENT) {
            send(attempt, new Memory.Populate(lock.call(), 0, Space.LIMIT, true, false, 0));
        } else {
            attempt.value(lock.call(), 0);
        }
    }

    void unlockAll(Attempt attempt, MemoryCall.UnlockAll unlock) {
        Space space = state.space(unlock.call().space());
        if (space != null) {
            space.locksFuture = false;
            areas.change(space, 0, Space.LIMIT, area -> area.withFlags(area.flags() & ~Area.LOCKED));
        }
        attempt.value(unlock.call(), 0);
    }

    private static void send(Attempt attempt, Memory.Populate populate) {
        attempt.outbox().send(Port.MEMORY, populate);
    }

    // ---- populating

    /// Brings the pages of a range, some at a time; `done` counts bytes.
    void populate(Attempt attempt, Memory.Populate populate) {
        Space space = state.space(populate.call().space());
        long at = populate.start() + attempt.done();
        int brought = 0;
        while (space != null && at < populate.end()) {
            Area area = space.areaFrom(at);
            if (area == null || area.start() >= populate.end()) {
                break;
            }
            at = Math.max(at, area.start());
            if (area.protection() == 0) {
                at = area.end();
                continue;
            }
            if (brought++ == STEP_PAGES) {
                shootdowns.settle(attempt.outbox());
                waiting.forTurn(attempt, at - populate.start());
                return;
            }
            Touch touched = faulting.touch(space, at, access(area, populate.write()));
            if (touched instanceof Touch.Missing missing) {
                shootdowns.settle(attempt.outbox());
                waiting.forPage(attempt, at - populate.start(), attempt.parked(), missing);
                return;
            }
            if (touched instanceof Touch.Failure failure) {
                failed(attempt, populate, failure);
                return;
            }
            at += Raw.PAGE_SIZE;
        }
        finish(attempt, populate.call(), populate.value());
    }

    private static Access access(Area area, boolean write) {
        if (write && area.allows(Access.WRITE)) {
            return Access.WRITE;
        }
        return area.allows(Access.READ) ? Access.READ : Access.EXECUTE;
    }

    void failed(Attempt attempt, Memory.Populate populate, Touch.Failure failure) {
        Errno errno = failure == Touch.Failure.NO_MEMORY ? Errno.ENOMEM : Errno.EFAULT;
        finish(attempt, populate.call(), populate.strict() ? -errno.number() : populate.value());
    }

    private void finish(Attempt attempt, Call call, long value) {
        Completion completion = new Completion.Returned(value, List.of());
        if (attempt.resumed()) {
            shootdowns.follow(state.space(call.space()));
        }
        shootdowns.settle(attempt.outbox(), 0, attempt.ahead(call), attempt.answer(call, completion));
    }

    // ---- membarrier

    /// Every hart that may run the space takes notice: between two messages it has no access under way.
    void barrier(Attempt attempt, MemoryCall.Barrier barrier) {
        Call call = barrier.call();
        Space space = state.space(call.space());
        int command = barrier.command();
        boolean known = command == QUERY || (command & COMMANDS) == command && Integer.bitCount(command) == 1;
        if (space == null || barrier.flags() != 0 || !known) {
            attempt.error(call, Errno.EINVAL);
        } else if (command == QUERY) {
            attempt.value(call, COMMANDS);
        } else if ((command & REGISTRATIONS) != 0) {
            space.barriers |= command;
            attempt.value(call, 0);
        } else if ((command & (PRIVATE_EXPEDITED | PRIVATE_SYNC_CORE)) != 0 && (space.barriers & command << 1) == 0) {
            attempt.error(call, Errno.EPERM);
        } else {
            long harts = command < PRIVATE_EXPEDITED ? everyone() : space.holders();
            shootdowns.visit(
                    attempt.outbox(), space, harts, attempt.ahead(call), attempt.answer(call, Completion.value(0)));
        }
    }

    private long everyone() {
        long harts = 0;
        for (Space space : state.spaces().values()) {
            harts |= space.holders();
        }
        return harts;
    }
}
