package org.lkernel.kernel.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// A memory state as plain values, all but what the pages hold: its part of a snapshot file.
///
/// Frames keep their numbers, and free ones their order, so that a machine that was put back numbers its frames as
/// the machine that was saved goes on to do.
///
/// @param chargedBytes what other subsystems keep
/// @param frames the count of references of each frame, or its place among the free ones
/// @param fresh one past the highest number ever used
/// @param free the free frame to be used next, or 0
public record StoredMemory(
        int frameLimit,
        long chargedBytes,
        StoredTree frames,
        int fresh,
        int free,
        List<StoredSpace> spaces,
        List<StoredObject> objects,
        List<StoredTicket> tickets,
        long nextTicket,
        TreePMap<Long, Suspended> suspended,
        long nextSuspended,
        TreePMap<Integer, MemoryCall.Map> resolving,
        FutexTable futexes,
        long nextObject,
        long handObject,
        long handIndex,
        long epochNanos) {

    /// A space, its areas in the order of their addresses.
    record StoredSpace(
            int id,
            StoredTree pages,
            List<Area> areas,
            long areaPages,
            long breakStart,
            long breakEnd,
            long mapBase,
            long stackLimit,
            long dataLimit,
            long spaceLimit,
            boolean locksFuture,
            int barriers,
            boolean doomed,
            long holders) {
        static StoredSpace of(Space space) {
            return new StoredSpace(
                    space.id,
                    StoredTree.of(space.pages),
                    List.copyOf(space.areas.values()),
                    space.areaPages,
                    space.breakStart,
                    space.breakEnd,
                    space.mapBase,
                    space.stackLimit,
                    space.dataLimit,
                    space.spaceLimit,
                    space.locksFuture,
                    space.barriers,
                    space.doomed,
                    space.holders());
        }

        Space space(PageTree.Meter meter) {
            AreaMap map = new AreaMap(meter);
            areas.forEach(map::put);
            if (map.size() != areas.size()) {
                throw new IllegalArgumentException("two areas of space " + id + " start at the same address");
            }
            Space space = new Space(id, pages.tree(meter), map);
            space.areaPages = areaPages;
            space.breakStart = breakStart;
            space.breakEnd = breakEnd;
            space.mapBase = mapBase;
            space.stackLimit = stackLimit;
            space.dataLimit = dataLimit;
            space.spaceLimit = spaceLimit;
            space.locksFuture = locksFuture;
            space.barriers = barriers;
            space.doomed = doomed;
            space.heldBySet(holders);
            return space;
        }
    }

    /// An object and the pages it has in memory.
    record StoredObject(
            ObjectKey key,
            StoredTree pages,
            long size,
            int mappings,
            boolean named,
            int dependents,
            @Nullable ObjectKey origin,
            long originSize,
            TreePMap<Long, Integer> expected,
            @Nullable Long backedSize) {
        static StoredObject of(MemoryObject object) {
            return new StoredObject(
                    object.key,
                    StoredTree.of(object.pages),
                    object.size,
                    object.mappings,
                    object.named,
                    object.dependents,
                    object.origin,
                    object.originSize,
                    object.expected,
                    object.backedSize);
        }

        MemoryObject object(MemoryObject.Generation generation, PageTree.Meter meter) {
            MemoryObject object = new MemoryObject(generation, key, pages.tree(meter), size);
            object.mappings = mappings;
            object.named = named;
            object.dependents = dependents;
            object.origin = origin;
            object.originSize = originSize;
            object.expected = expected;
            object.backedSize = backedSize;
            return object;
        }
    }

    /// A shootdown under way.
    record StoredTicket(long number, long awaited, long before, List<Integer> frames, Ticket.@Nullable Sending then) {
        static StoredTicket of(Map.Entry<Long, Ticket> entry) {
            Ticket ticket = entry.getValue();
            return new StoredTicket(
                    entry.getKey(),
                    ticket.awaited(),
                    ticket.before(),
                    ticket.frames().values(),
                    ticket.then());
        }

        Ticket ticket() {
            FrameList list = new FrameList(frames.size());
            frames.forEach(list::add);
            return new Ticket(awaited, before, list, then);
        }
    }

    static <A, B> List<B> each(Iterable<A> all, Function<A, B> stored) {
        List<B> list = new ArrayList<>();
        all.forEach(one -> list.add(stored.apply(one)));
        return list;
    }
}
