package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;

/// `mprotect(2)`.
final class ProtectCalls {
    private static final int RIGHTS = Area.READ | Area.WRITE | Area.EXECUTE;
    private static final int PROT_SEM = 8;
    private static final int PROT_GROWSDOWN = 0x0100_0000;
    private static final int PROT_GROWSUP = 0x0200_0000;
    private static final long OFFSET = Raw.PAGE_SIZE - 1;

    private final MemoryState state;
    private final Areas areas;
    private final MapCalls maps;
    private final Shootdowns shootdowns;

    ProtectCalls(MemoryState state, Areas areas, MapCalls maps, Shootdowns shootdowns) {
        this.state = state;
        this.areas = areas;
        this.maps = maps;
        this.shootdowns = shootdowns;
    }

    /// Goes from area to area as far as it may, and then says why no further.
    void protect(Attempt attempt, MemoryCall.Protect protect) {
        Space space = state.space(protect.call().space());
        int grows = protect.protection() & (PROT_GROWSDOWN | PROT_GROWSUP);
        int unknown = protect.protection() & ~(RIGHTS | PROT_SEM | PROT_GROWSDOWN | PROT_GROWSUP);
        long end = protect.address() + (protect.length() + OFFSET & -Raw.PAGE_SIZE);
        if ((protect.address() & OFFSET) != 0 || grows == (PROT_GROWSDOWN | PROT_GROWSUP) || unknown != 0) {
            attempt.error(protect.call(), Errno.EINVAL);
        } else if (protect.length() == 0) {
            attempt.value(protect.call(), 0);
        } else if (space == null || !MapCalls.isRange(protect.address(), protect.length())) {
            attempt.error(protect.call(), Errno.ENOMEM);
        } else {
            Errno errno = walk(space, protect, grows, end);
            maps.settle(attempt, protect.call(), errno == null ? 0 : -errno.number());
        }
    }

    private @Nullable Errno walk(Space space, MemoryCall.Protect protect, int grows, long end) {
        int protection = protect.protection() & RIGHTS;
        long start = protect.address();
        Area first = space.areaAt(start);
        if (grows == PROT_GROWSUP || grows == PROT_GROWSDOWN && (first == null || !first.is(Area.GROWS_DOWN))) {
            return first == null ? Errno.ENOMEM : Errno.EINVAL;
        }
        long at = grows != 0 && first != null ? first.start() : start;
        while (at < end) {
            Area area = space.areaAt(at);
            Errno refused = area == null ? Errno.ENOMEM : refused(space, area, protection);
            if (area == null || refused != null) {
                return refused;
            }
            long partEnd = Math.min(end, area.end());
            areas.change(space, at, partEnd, part -> part.withProtection(protection));
            update(space, at >>> 12, partEnd >>> 12, protection);
            at = partEnd;
        }
        return null;
    }

    private @Nullable Errno refused(Space space, Area area, int protection) {
        if (area.is(Area.NEVER_WRITTEN) && (protection & Area.WRITE) != 0) {
            return Errno.EACCES;
        }
        boolean becomesAccountable =
                !area.isAccountable() && area.withProtection(protection).isAccountable();
        boolean excessive = becomesAccountable && area.length() >>> 12 > state.frames.limit();
        return excessive || space.areas.size() + 2 > Space.AREA_LIMIT || state.frames.isCrowded() ? Errno.ENOMEM : null;
    }

    /// Entries get the new rights at once, but for that to write, which a fault has to earn again.
    private void update(Space space, long firstPage, long endPage, int protection) {
        PageTree pages = space.pages;
        long given = Entry.readRights(protection) | ((protection & Area.WRITE) != 0 ? Entry.WRITE : 0);
        for (long page = pages.next(firstPage, endPage); page < endPage; page = pages.next(page + 1, endPage)) {
            long entry = pages.at(page);
            long rights = given & ~Entry.WRITE | given & entry & Entry.WRITE;
            long lost = Entry.rights(entry) & ~rights;
            if (lost != 0) {
                shootdowns.restricted(space, page, lost == Entry.WRITE);
            }
            pages.put(page, Entry.of(Entry.frame(entry), rights));
        }
    }
}
