package org.lkernel.kernel.memory;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// `mmap(2)`, `munmap(2)` and `brk(2)`.
final class MapCalls {
    static final int MAP_SHARED = 0x1;
    static final int MAP_PRIVATE = 0x2;
    static final int MAP_SHARED_VALIDATE = 0x3;
    static final int MAP_TYPE = 0xf;
    static final int MAP_FIXED = 0x10;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_GROWSDOWN = 0x100;
    static final int MAP_LOCKED = 0x2000;
    static final int MAP_NORESERVE = 0x4000;
    static final int MAP_POPULATE = 0x8000;
    static final int MAP_NONBLOCK = 0x10000;
    static final int MAP_HUGETLB = 0x40000;
    static final int MAP_SYNC = 0x80000;
    static final int MAP_FIXED_NOREPLACE = 0x100000;

    private static final long OFFSET = Raw.PAGE_SIZE - 1;
    private static final int RIGHTS = Area.READ | Area.WRITE | Area.EXECUTE;
    private static final Bytes HEAP = Bytes.latin1("[heap]");
    private static final Bytes SHARED_ZERO = Bytes.latin1("/dev/zero (deleted)");

    private final MemoryState state;
    private final Areas areas;
    private final Objects objects;
    private final Shootdowns shootdowns;

    MapCalls(MemoryState state, Areas areas, Objects objects, Shootdowns shootdowns) {
        this.state = state;
        this.areas = areas;
        this.objects = objects;
        this.shootdowns = shootdowns;
    }

    // ---- mmap

    void map(Attempt attempt, MemoryCall.Map map) {
        if ((map.offset() & OFFSET) != 0) {
            attempt.error(map.call(), Errno.EINVAL);
        } else if ((map.flags() & MAP_ANONYMOUS) != 0) {
            place(attempt, map, null, 0, 0, true, Bytes.EMPTY);
        } else {
            boolean shared = (map.flags() & MAP_TYPE) != MAP_PRIVATE;
            state.resolving = state.resolving.plus(map.call().task(), map);
            attempt.outbox()
                    .send(
                            Port.FILES,
                            new Files.ResolveMap(
                                    map.call(),
                                    map.descriptor(),
                                    map.protection(),
                                    shared,
                                    map.offset(),
                                    map.length()));
        }
    }

    /// `Files` knows the descriptor now.
    void resolved(Attempt attempt, Memory.MapResolved resolved) {
        MemoryCall.Map map = state.resolving.get(resolved.call().task());
        if (map == null || map.call().serial() != resolved.call().serial()) {
            return;
        }
        state.resolving = state.resolving.minus(resolved.call().task());
        Errno errno = resolved.errno();
        if (errno != null) {
            attempt.error(map.call(), errno);
            return;
        }
        place(attempt, map, resolved.object(), resolved.size(), map.offset(), resolved.writable(), resolved.path());
    }

    private void place(
            Attempt attempt,
            MemoryCall.Map map,
            @Nullable ObjectKey object,
            long size,
            long offset,
            boolean writable,
            Bytes path) {
        Call call = map.call();
        Space space = state.space(call.space());
        if (space == null) {
            attempt.error(call, Errno.ENOMEM);
            return;
        }
        long length = map.length() + OFFSET & -Raw.PAGE_SIZE;
        Errno refused = refused(space, map, length, offset);
        if (refused != null) {
            attempt.error(call, refused);
            return;
        }
        Long address = address(space, map, length);
        if (address == null || Errno.isError(address)) {
            attempt.error(call, address == null ? Errno.ENOMEM : Errno.ofResult(address));
            return;
        }
        if (object != null && state.owned(object).size == MemoryObject.UNKNOWN_SIZE) {
            state.owned(object).size = size;
        }
        areas.remove(space, address, address + length);
        areas.add(space, area(map, address, length, object, offset, writable, path, space));
        answer(attempt, map, space, address, length);
    }

    private @Nullable Errno refused(Space space, MemoryCall.Map map, long length, long offset) {
        int type = map.flags() & MAP_TYPE;
        if (map.length() == 0 || type != MAP_SHARED && type != MAP_PRIVATE && type != MAP_SHARED_VALIDATE) {
            return Errno.EINVAL;
        }
        if (type == MAP_SHARED_VALIDATE && (map.flags() & (MAP_SYNC | ~0x1fffff)) != 0) {
            return Errno.ENOTSUP;
        }
        if (length <= 0 || length > Space.LIMIT || (map.flags() & MAP_HUGETLB) != 0) {
            return Errno.ENOMEM;
        }
        if (offset < 0 || offset + length < 0) {
            return Errno.EOVERFLOW;
        }
        return space.areas.size() >= Space.AREA_LIMIT || state.frames.isCrowded() ? Errno.ENOMEM : null;
    }

    /// Where it goes: an address, or a negative error, or null when there is no room.
    private @Nullable Long address(Space space, MemoryCall.Map map, long length) {
        boolean exact = (map.flags() & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0;
        if (exact) {
            long wrong = misplaced(space, map, length);
            if (wrong != 0) {
                return wrong;
            }
        }
        if (exceeds(space, length, map.protection(), map.flags())) {
            return null;
        }
        long hint = map.address() & -Raw.PAGE_SIZE;
        if (exact) {
            return map.address();
        }
        boolean taken =
                hint >= Space.LOWEST && hint <= Space.LIMIT - length && Areas.isFree(space, hint, hint + length);
        return taken ? Long.valueOf(hint) : Areas.room(space, length);
    }

    private static long misplaced(Space space, MemoryCall.Map map, long length) {
        long address = map.address();
        if ((address & OFFSET) != 0) {
            return -Errno.EINVAL.number();
        }
        if (address < 0 || address > Space.LIMIT - length) {
            return -Errno.ENOMEM.number();
        }
        if (address < Space.LOWEST) {
            return -Errno.EPERM.number();
        }
        boolean occupied = (map.flags() & MAP_FIXED_NOREPLACE) != 0 && !Areas.isFree(space, address, address + length);
        return occupied ? -Errno.EEXIST.number() : 0;
    }

    /// Whether so much more is beyond the limits, or obviously more than there is: `vm.overcommit_memory` 0,
    /// proc(5).
    boolean exceeds(Space space, long length, int protection, int flags) {
        boolean accountable =
                (protection & Area.WRITE) != 0 && (flags & MAP_TYPE) == MAP_PRIVATE && (flags & MAP_NORESERVE) == 0;
        return (space.areaPages << 12) + length > space.spaceLimit
                || accountable && length >>> 12 > state.frames.limit()
                || accountable && length > space.dataLimit;
    }

    private Area area(
            MemoryCall.Map map,
            long address,
            long length,
            @Nullable ObjectKey object,
            long offset,
            boolean writable,
            Bytes path,
            Space space) {
        boolean shared = (map.flags() & MAP_TYPE) != MAP_PRIVATE;
        int flags = (shared ? Area.SHARED : 0)
                | (shared && !writable ? Area.NEVER_WRITTEN : 0)
                | ((map.flags() & MAP_GROWSDOWN) != 0 ? Area.GROWS_DOWN : 0)
                | ((map.flags() & MAP_NORESERVE) != 0 ? Area.NO_RESERVE : 0)
                | ((map.flags() & MAP_LOCKED) != 0 || space.locksFuture ? Area.LOCKED : 0);
        int protection = map.protection() & RIGHTS;
        if (object == null && shared) {
            return new Area(address, address + length, protection, flags, objects.anonymous(length), 0, SHARED_ZERO);
        }
        return new Area(address, address + length, protection, flags, object, object == null ? 0 : offset, path);
    }

    private void answer(Attempt attempt, MemoryCall.Map map, Space space, long address, long length) {
        Call call = map.call();
        boolean populated = (map.flags() & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE
                || (map.flags() & MAP_LOCKED) != 0
                || space.locksFuture;
        if (populated && (map.protection() & RIGHTS) != 0) {
            boolean write = (map.protection() & Area.WRITE) != 0;
            Memory.Populate populate = new Memory.Populate(call, address, address + length, write, false, address);
            shootdowns.settle(attempt.outbox(), new Ticket.Sending(Port.MEMORY, populate));
            return;
        }
        settle(attempt, call, address);
    }

    /// Answers once every other hart has let go of what was unmapped.
    void settle(Attempt attempt, Call call, long value) {
        shootdowns.settle(attempt.outbox(), 0, attempt.ahead(call), attempt.answer(call, Completion.value(value)));
    }

    // ---- munmap

    void unmap(Attempt attempt, MemoryCall.Unmap unmap) {
        Space space = state.space(unmap.call().space());
        long end = unmap.address() + (unmap.length() + OFFSET & -Raw.PAGE_SIZE);
        if (space == null || !isRange(unmap.address(), unmap.length())) {
            attempt.error(unmap.call(), Errno.EINVAL);
        } else if ((space.areas.size() + 1 > Space.AREA_LIMIT || state.frames.isCrowded())
                && isHole(space, unmap.address(), end)) {
            attempt.error(unmap.call(), Errno.ENOMEM);
        } else {
            areas.remove(space, unmap.address(), end);
            settle(attempt, unmap.call(), 0);
        }
    }

    /// A page-aligned address and a length that is not 0, both in the user half.
    static boolean isRange(long address, long length) {
        return (address & OFFSET) == 0 && address >= 0 && length > 0 && length <= Space.LIMIT - address;
    }

    private static boolean isHole(Space space, long start, long end) {
        Area area = space.areaAt(start);
        return area != null && area.start() < start && area.end() > end;
    }

    // ---- brk

    void move(Attempt attempt, MemoryCall.Break change) {
        Call call = change.call();
        Space space = state.space(call.space());
        if (space == null) {
            attempt.error(call, Errno.ENOMEM);
            return;
        }
        LongUnaryOperator up = address -> address + OFFSET & -Raw.PAGE_SIZE;
        long wanted = change.address();
        long oldEnd = up.applyAsLong(space.breakEnd);
        long newEnd = up.applyAsLong(wanted);
        if (wanted >= space.breakStart && wanted < Space.LIMIT) {
            if (newEnd < oldEnd) {
                areas.remove(space, newEnd, oldEnd);
                space.breakEnd = wanted;
            } else if (newEnd == oldEnd || grow(space, oldEnd, newEnd)) {
                space.breakEnd = wanted;
            }
        }
        settle(attempt, call, space.breakEnd);
    }

    private boolean grow(Space space, long from, long to) {
        Area next = space.areaFrom(from);
        boolean free = next == null || next.start() >= to + (next.is(Area.GROWS_DOWN) ? Space.GUARD_GAP : 0);
        boolean allowed =
                to - space.breakStart <= space.dataLimit && !exceeds(space, to - from, Area.WRITE, MAP_PRIVATE);
        if (!free || !allowed || space.areas.size() >= Space.AREA_LIMIT) {
            return false;
        }
        int flags = space.locksFuture ? Area.LOCKED : 0;
        areas.add(space, Area.anonymous(from, to, Area.READ | Area.WRITE, flags, HEAP));
        return true;
    }
}
