package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.Access;

/// Demand paging: makes a page of a space present with the right that is needed, by what its area says should be
/// there.
///
/// The one place where an entry comes to be, whether a hart faulted or memory copies on behalf of a call.
/// Anonymous memory that is only read shares the frame of zeroes; a private page is copied before its first
/// write, unless nobody else has it any more.
final class Faulting {
    private final MemoryState state;
    private final Frames frames;
    private final Objects objects;
    private final Shootdowns shootdowns;
    private final Stores stores;

    Faulting(MemoryState state, Objects objects, Shootdowns shootdowns, Stores stores) {
        this.state = state;
        this.frames = state.frames;
        this.objects = objects;
        this.shootdowns = shootdowns;
        this.stores = stores;
    }

    /// Makes the page of an address present.
    Touch touch(@Nullable Space space, long address, Access access) {
        return touch(space, address, access, false);
    }

    /// The same without asking whether the area allows it: the kernel's own stores into a new space, and
    /// debuggers.
    Touch force(@Nullable Space space, long address, Access access) {
        return touch(space, address, access, true);
    }

    private Touch touch(@Nullable Space space, long address, Access access, boolean forced) {
        if (space == null || address < 0 || address >= Space.LIMIT) {
            return Touch.Failure.UNMAPPED;
        }
        Area found = space.areaAt(address);
        Area area = found == null ? grown(space, address) : found;
        if (area == null) {
            return Touch.Failure.UNMAPPED;
        }
        if (!area.allows(access) && !(forced && area.isPrivate())) {
            return Touch.Failure.FORBIDDEN;
        }
        long entry = space.pages.at(address >>> 12);
        if (!Entry.isPresent(entry)) {
            return absent(space, area, address, access);
        }
        if (access != Access.WRITE || Entry.isWritable(entry)) {
            return new Touch.Present(Entry.frame(entry));
        }
        return area.isPrivate() ? owned(space, area, address, Entry.frame(entry)) : opened(space, area, address);
    }

    // ---- pages that are not there

    private Touch absent(Space space, Area area, long address, Access access) {
        ObjectKey object = area.object();
        if (object == null) {
            return access == Access.WRITE ? zeroed(space, area, address) : sharedZero(space, area, address);
        }
        if (area.isPrivate() && access == Access.WRITE) {
            Touch original = objects.readable(object, area.indexOf(address), false);
            return copied(space, area, address, surely(object, area.indexOf(address), original));
        }
        if (access == Access.WRITE) {
            return opened(space, area, address);
        }
        Touch found = objects.readable(object, area.indexOf(address), true);
        if (found instanceof Touch.Present(int frame)) {
            enter(space, address, frame, Entry.readRights(area.protection()));
            around(space, area, object, address);
        }
        return surely(object, area.indexOf(address), found);
    }

    private Touch sharedZero(Space space, Area area, long address) {
        enter(space, address, Frames.ZERO, Entry.readRights(area.protection()));
        return new Touch.Present(Frames.ZERO);
    }

    private Touch zeroed(Space space, Area area, long address) {
        int frame = objects.allocate();
        if (frame == Frames.NONE) {
            return Touch.Failure.NO_MEMORY;
        }
        space.pages.put(address >>> 12, Entry.of(frame, privateRights(area)));
        return new Touch.Present(frame);
    }

    /// A private copy of an object's page.
    private Touch copied(Space space, Area area, long address, Touch source) {
        if (!(source instanceof Touch.Present(int original))) {
            return source;
        }
        frames.retain(original);
        Touch made = zeroed(space, area, address);
        if (made instanceof Touch.Present(int frame) && original != Frames.ZERO) {
            Raw.copy(frames.host().reading(original), frames.host().writing(frame), Raw.PAGE_SIZE);
        }
        frames.release(original);
        return made;
    }

    /// A shared page is written for the first time through this entry: from here on it is dirty.
    private Touch opened(Space space, Area area, long address) {
        ObjectKey object = area.object();
        if (object == null) {
            throw new IllegalStateException("a shared mapping of nothing");
        }
        long index = area.indexOf(address);
        MemoryObject known = state.object(object);
        if (known != null && index >= known.endIndex()) {
            return surely(object, index, Touch.Failure.BEYOND);
        }
        Touch found = objects.writable(object, index, false);
        if (found instanceof Touch.Present(int frame)) {
            long page = address >>> 12;
            if (!Entry.isPresent(space.pages.at(page))) {
                frames.retain(frame);
            }
            frames.exposeToWriting(frame);
            space.pages.put(page, Entry.of(frame, Entry.readRights(area.protection()) | Entry.WRITE));
            stores.add(object);
        }
        return found;
    }

    /// A file may have grown without our having heard of it yet: only `Files` knows that a page is beyond the
    /// end.
    private static Touch surely(ObjectKey object, long index, Touch found) {
        boolean doubtful = found == Touch.Failure.BEYOND && object.isFile();
        return doubtful ? new Touch.Missing(object, index) : found;
    }

    /// Brings what else is in memory around the page, so that a program is not stopped at each of its pages.
    private void around(Space space, Area area, ObjectKey key, long address) {
        MemoryObject object = state.object(key);
        long middle = address >>> 12;
        long first = Math.max(area.firstPage(), middle / Objects.CLUSTER * Objects.CLUSTER);
        long end = Math.min(area.endPage(), middle / Objects.CLUSTER * Objects.CLUSTER + Objects.CLUSTER);
        long rights = Entry.readRights(area.protection());
        for (long page = first; page < end && object != null; page++) {
            long word = object.pages.at(area.indexOf(page << 12));
            if (word != 0 && space.pages.at(page) == 0) {
                enter(space, page << 12, MemoryObject.frame(word), rights);
            }
        }
    }

    private void enter(Space space, long address, int frame, long rights) {
        frames.retain(frame);
        space.pages.put(address >>> 12, Entry.of(frame, rights));
    }

    // ---- pages that are there, for reading only

    /// The page becomes the space's own: in place if nobody else has it, otherwise as a copy.
    private Touch owned(Space space, Area area, long address, int old) {
        long page = address >>> 12;
        if (frames.isExclusive(old)) {
            space.pages.put(page, Entry.of(old, privateRights(area)));
            return new Touch.Present(old);
        }
        Touch made = zeroed(space, area, address);
        if (made instanceof Touch.Present(int frame)) {
            if (old != Frames.ZERO) {
                Raw.copy(frames.host().reading(old), frames.host().writing(frame), Raw.PAGE_SIZE);
            }
            shootdowns.removed(space, page, old);
        }
        return made;
    }

    private static long privateRights(Area area) {
        boolean writable = (area.protection() & Area.WRITE) != 0;
        return Entry.readRights(area.protection()) | (writable ? Entry.WRITE : 0);
    }

    // ---- the stack

    /// The area above, grown down to the address, if it is one that grows and keeps its distance from what is
    /// below.
    private static @Nullable Area grown(Space space, long address) {
        Area above = space.areaFrom(address);
        if (above == null || !above.is(Area.GROWS_DOWN)) {
            return null;
        }
        long start = address & -Raw.PAGE_SIZE;
        long more = above.start() - start;
        boolean tooLarge = above.end() - start > space.stackLimit || (space.areaPages << 12) + more > space.spaceLimit;
        if (tooLarge || isCrowded(space, start)) {
            return null;
        }
        Area grown = above.part(start, above.end());
        space.areas.remove(above.start());
        space.areas.put(grown);
        space.areaPages += more >>> 12;
        return grown;
    }

    private static boolean isCrowded(Space space, long start) {
        Area below = space.areas.lower(start);
        if (below == null || below.protection() == 0 || below.is(Area.GROWS_DOWN)) {
            return start < Space.LOWEST;
        }
        return start - below.end() < Space.GUARD_GAP;
    }
}
