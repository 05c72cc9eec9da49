package org.lkernel.kernel.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;

/// `mremap(2)`.
final class RemapCalls {
    private static final int MAYMOVE = 1;
    private static final int FIXED = 2;
    private static final int DONTUNMAP = 4;
    private static final long OFFSET = Raw.PAGE_SIZE - 1;

    private final MemoryState state;
    private final Areas areas;
    private final MapCalls maps;
    private final Shootdowns shootdowns;

    RemapCalls(MemoryState state, Areas areas, MapCalls maps, Shootdowns shootdowns) {
        this.state = state;
        this.areas = areas;
        this.maps = maps;
        this.shootdowns = shootdowns;
    }

    void remap(Attempt attempt, MemoryCall.Remap remap) {
        Space space = state.space(remap.call().space());
        Plan plan = new Plan(
                remap.address(),
                remap.oldLength() + OFFSET & -Raw.PAGE_SIZE,
                remap.newLength() + OFFSET & -Raw.PAGE_SIZE,
                remap.flags(),
                remap.newAddress());
        Errno refused = space == null ? Errno.EFAULT : refused(space, plan);
        if (space == null || refused != null) {
            attempt.error(remap.call(), refused == null ? Errno.EFAULT : refused);
            return;
        }
        maps.settle(attempt, remap.call(), act(space, plan));
    }

    /// What is asked for, in whole pages.
    private record Plan(long address, long oldLength, long newLength, int flags, long newAddress) {
        boolean is(int flag) {
            return (flags & flag) != 0;
        }

        long oldEnd() {
            return address + oldLength;
        }
    }

    private static @Nullable Errno refused(Space space, Plan plan) {
        boolean wrongFlags = (plan.flags & ~(MAYMOVE | FIXED | DONTUNMAP)) != 0
                || plan.is(FIXED | DONTUNMAP) && !plan.is(MAYMOVE)
                || plan.is(DONTUNMAP) && plan.oldLength != plan.newLength;
        if (wrongFlags || (plan.address & OFFSET) != 0 || plan.newLength <= 0 || plan.newLength > Space.LIMIT) {
            return Errno.EINVAL;
        }
        if (plan.is(FIXED)) {
            boolean misplaced = (plan.newAddress & OFFSET) != 0
                    || plan.newAddress < Space.LOWEST
                    || plan.newAddress > Space.LIMIT - plan.newLength;
            boolean overlaps = plan.newAddress < plan.oldEnd() && plan.address < plan.newAddress + plan.newLength;
            if (misplaced || overlaps) {
                return Errno.EINVAL;
            }
        }
        return source(space, plan);
    }

    private static @Nullable Errno source(Space space, Plan plan) {
        Area area = space.areaAt(plan.address);
        if (area == null || plan.oldLength < 0) {
            return Errno.EFAULT;
        }
        if (plan.oldLength == 0 && area.isPrivate()) {
            return Errno.EINVAL;
        }
        boolean stays = plan.newLength <= plan.oldLength && !plan.is(FIXED | DONTUNMAP);
        return plan.oldEnd() > area.end() && !stays ? Errno.EFAULT : null;
    }

    private long act(Space space, Plan plan) {
        boolean stays = plan.newLength <= plan.oldLength && !plan.is(FIXED | DONTUNMAP);
        if (!stays && excessive(space, plan, space.areaAt(plan.address))) {
            return -Errno.ENOMEM.number();
        }
        if (plan.is(FIXED)) {
            areas.remove(space, plan.newAddress, plan.newAddress + plan.newLength);
        }
        if (plan.newLength < plan.oldLength) {
            areas.remove(space, plan.address + plan.newLength, plan.oldEnd());
        }
        if (stays) {
            return plan.address;
        }
        Area area = Objects.requireNonNull(space.areaAt(plan.address));
        if (!plan.is(FIXED | DONTUNMAP) && plan.oldLength > 0 && expanded(space, plan, area)) {
            return plan.address;
        }
        return plan.is(MAYMOVE) ? moved(space, plan, area) : -Errno.ENOMEM.number();
    }

    /// Asked before anything is unmapped: of that may come two more areas.
    private boolean excessive(Space space, Plan plan, @Nullable Area area) {
        if (area == null) {
            return true;
        }
        int flags = area.isPrivate() ? MapCalls.MAP_PRIVATE : MapCalls.MAP_SHARED;
        int reserve = area.is(Area.NO_RESERVE) ? MapCalls.MAP_NORESERVE : 0;
        long more = Math.max(0, plan.newLength - plan.oldLength);
        return space.areas.size() + 5 > Space.AREA_LIMIT
                || maps.exceeds(space, more, area.protection(), flags | reserve);
    }

    private boolean expanded(Space space, Plan plan, Area area) {
        long newEnd = plan.address + plan.newLength;
        if (plan.oldEnd() != area.end() || newEnd > Space.LIMIT || !Areas.isFree(space, area.end(), newEnd)) {
            return false;
        }
        long offset = area.object() == null ? 0 : area.offset() + area.length();
        areas.add(
                space,
                new Area(area.end(), newEnd, area.protection(), area.flags(), area.object(), offset, area.path()));
        return true;
    }

    private long moved(Space space, Plan plan, Area area) {
        Long target = target(space, plan);
        if (target == null) {
            return -Errno.ENOMEM.number();
        }
        long offset = area.object() == null ? 0 : area.offset() + plan.address - area.start();
        long length = Math.min(plan.oldLength, plan.newLength);
        Area copy = new Area(
                target, target + plan.newLength, area.protection(), area.flags(), area.object(), offset, area.path());
        movePages(space, plan.address >>> 12, target >>> 12, length >>> 12);
        // Added before the old is removed: an object that nothing maps for a moment would be gone.
        areas.add(space, copy);
        if (plan.oldLength > 0) {
            withdraw(space, plan, length, area);
        }
        return target;
    }

    private static @Nullable Long target(Space space, Plan plan) {
        if (plan.is(FIXED)) {
            return plan.newAddress;
        }
        long hint = plan.newAddress & -Raw.PAGE_SIZE;
        boolean free = plan.is(DONTUNMAP)
                && hint >= Space.LOWEST
                && hint <= Space.LIMIT - plan.newLength
                && Areas.isFree(space, hint, hint + plan.newLength);
        return free ? Long.valueOf(hint) : Areas.room(space, plan.newLength);
    }

    private void withdraw(Space space, Plan plan, long length, Area area) {
        if (!plan.is(DONTUNMAP)) {
            areas.remove(space, plan.address, plan.address + length);
        } else if (area.is(Area.LOCKED)) {
            areas.change(space, plan.address, plan.oldEnd(), part -> part.withFlags(part.flags() & ~Area.LOCKED));
        }
    }

    private void movePages(Space space, long from, long to, long count) {
        PageTree pages = space.pages;
        for (long page = pages.next(from, from + count);
                page < from + count;
                page = pages.next(page + 1, from + count)) {
            pages.put(to + page - from, pages.at(page));
            pages.put(page, 0);
            shootdowns.restricted(space, page, false);
        }
    }
}
