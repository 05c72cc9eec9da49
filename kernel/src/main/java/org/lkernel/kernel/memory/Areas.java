package org.lkernel.kernel.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes to what is mapped: puts areas into a space and cuts them out, keeping account of pages and of who maps
/// what.
final class Areas {
    private final MemoryState state;
    private final Objects objects;
    private final Shootdowns shootdowns;

    Areas(MemoryState state, Objects objects, Shootdowns shootdowns) {
        this.state = state;
        this.objects = objects;
        this.shootdowns = shootdowns;
    }

    /// Maps an area where nothing is, joining it with neighbours that go on in the same way.
    Area add(Space space, Area area) {
        insert(space, area);
        return join(space, area);
    }

    private void insert(Space space, Area area) {
        space.areas.put(area);
        space.areaPages += area.length() >>> 12;
        if (area.object() != null) {
            objects.mapped(area.object());
        }
    }

    private void erase(Space space, Area area) {
        space.areas.remove(area.start());
        space.areaPages -= area.length() >>> 12;
        if (area.object() != null) {
            objects.unmapped(area.object());
        }
    }

    /// Puts other areas, which cover the same range, in an area's place.
    private void replace(Space space, Area old, List<Area> parts) {
        parts.forEach(part -> {
            if (part.start() != old.start()) {
                insert(space, part);
            }
        });
        Area first = parts.getFirst();
        space.areas.put(first);
        space.areaPages += (first.length() - old.length()) >> 12;
    }

    private Area join(Space space, Area area) {
        Area joined = area;
        Area below = space.areas.lower(joined.start());
        if (below != null && below.continuesInto(joined)) {
            joined = merge(space, below, joined);
        }
        Area above = space.areas.higher(joined.start());
        if (above != null && joined.continuesInto(above)) {
            joined = merge(space, joined, above);
        }
        return joined;
    }

    private Area merge(Space space, Area low, Area high) {
        Area both = new Area(
                low.start(), high.end(), low.protection(), low.flags(), low.object(), low.offset(), low.path());
        erase(space, high);
        space.areas.put(both);
        space.areaPages += high.length() >>> 12;
        return both;
    }

    /// Makes the address a border: an area that crosses it becomes two.
    void split(Space space, long address) {
        Area area = space.areaAt(address);
        if (area != null && area.start() < address) {
            replace(space, area, List.of(area.part(area.start(), address), area.part(address, area.end())));
        }
    }

    /// Changes every area in a range, whose borders become borders of areas.
    void change(Space space, long start, long end, java.util.function.UnaryOperator<Area> how) {
        split(space, start);
        split(space, end);
        for (Area area = space.areaFrom(start); area != null && area.start() < end; area = space.areaFrom(area.end())) {
            space.areas.put(how.apply(area));
        }
        for (Area area = space.areaFrom(start);
                area != null && area.start() <= end;
                area = space.areaFrom(area.end())) {
            area = join(space, area);
            if (area.end() >= Space.LIMIT) {
                return;
            }
        }
    }

    /// Unmaps a range; what harts have cached of it is gathered with the shootdowns.
    void remove(Space space, long start, long end) {
        split(space, start);
        split(space, end);
        zap(space, start, end);
        for (Area area = space.areaFrom(start); area != null && area.start() < end; area = space.areaFrom(start)) {
            erase(space, area);
        }
    }

    /// Drops the pages of a range, which stays mapped.
    void zap(Space space, long start, long end) {
        long last = end >>> 12;
        for (long page = space.pages.next(start >>> 12, last); page < last; page = space.pages.next(page + 1, last)) {
            shootdowns.removed(space, page, Entry.frame(space.pages.at(page)));
            space.pages.put(page, 0);
        }
    }

    /// Takes the right to write from the pages of a range until a fault gives it back.
    void clean(Space space, long start, long end) {
        long last = end >>> 12;
        for (long page = space.pages.next(start >>> 12, last); page < last; page = space.pages.next(page + 1, last)) {
            long entry = space.pages.at(page);
            if (Entry.isWritable(entry)) {
                shootdowns.restricted(space, page, true);
                space.pages.put(page, Entry.of(Entry.frame(entry), Entry.rights(entry) & ~Entry.WRITE));
            }
        }
    }

    /// Gives a child of `fork` its parent's areas, but for those that are not to be inherited.
    void inherit(Space parent, Space child) {
        child.areas = parent.areas.child();
        child.areaPages = parent.areaPages;
        for (Area area : parent.areas.values()) {
            if (area.object() != null) {
                objects.mapped(area.object());
            }
            if (area.is(Area.NOT_FORKED)) {
                erase(child, area);
            } else if (area.is(Area.LOCKED)) {
                child.areas.put(area.withFlags(area.flags() & ~Area.LOCKED));
            }
        }
    }

    /// Whether something is mapped in every page of the range.
    static boolean isMapped(Space space, long start, long end) {
        long at = start;
        while (at < end) {
            Area area = space.areaAt(at);
            if (area == null) {
                return false;
            }
            at = area.end();
        }
        return true;
    }

    static boolean isFree(Space space, long start, long end) {
        Area next = space.areaFrom(start);
        return next == null || next.start() >= end;
    }

    /// Room for a mapping: the highest below the base, else the lowest above it; null when there is none.
    static @Nullable Long room(Space space, long length) {
        Long below = space.areas.roomBelow(space.mapBase, length);
        return below == null ? space.areas.roomBelow(Space.LIMIT, length) : below;
    }

    /// A space is no more: its areas go, and its frames are the caller's to release.
    FrameList dissolve(Space space) {
        FrameList frames = new FrameList((int) space.pages.size());
        for (long page = space.pages.next(0, Space.LIMIT >>> 12);
                page < Space.LIMIT >>> 12;
                page = space.pages.next(page + 1, Space.LIMIT >>> 12)) {
            frames.add(Entry.frame(space.pages.at(page)));
        }
        for (Area area : space.areas.values()) {
            erase(space, area);
        }
        space.pages.discard();
        space.areas.discard();
        state.remove(space);
        return frames;
    }
}
