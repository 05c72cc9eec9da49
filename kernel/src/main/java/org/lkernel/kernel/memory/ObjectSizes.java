package org.lkernel.kernel.memory;

/// Pages that an object loses while it is mapped: `ftruncate(2)`, and holes punched with `madvise(2)`.
final class ObjectSizes {
    private static final long PAGE = Raw.PAGE_SIZE;

    private final MemoryState state;
    private final Objects objects;
    private final Areas areas;
    private final Shootdowns shootdowns;

    ObjectSizes(MemoryState state, Objects objects, Areas areas, Shootdowns shootdowns) {
        this.state = state;
        this.objects = objects;
        this.areas = areas;
        this.shootdowns = shootdowns;
    }

    /// Who maps what is cut off will meet SIGBUS there, private copies included, as on Linux.
    void resize(Attempt attempt, ObjectKey key, long size) {
        MemoryObject object = state.owned(key);
        if (size < object.size) {
            unmap(attempt, object, (size + PAGE - 1) / PAGE, Long.MAX_VALUE / PAGE);
        }
        objects.resize(object, size);
    }

    /// The pages of a range read as zeroes from now on.
    void punch(Attempt attempt, ObjectKey key, long firstIndex, long endIndex) {
        MemoryObject object = state.owned(key);
        unmap(attempt, object, firstIndex, endIndex);
        objects.clear(object, firstIndex, endIndex);
    }

    private void unmap(Attempt attempt, MemoryObject object, long firstIndex, long endIndex) {
        if (object.mappings == 0) {
            return;
        }
        for (Space space : state.spaces().values()) {
            for (Area area : space.areas.values()) {
                if (object.key.equals(area.object())) {
                    long start = Math.max(0, firstIndex * PAGE - area.offset());
                    long end = Math.min(area.length(), endIndex * PAGE - area.offset());
                    areas.zap(space, area.start() + Math.min(start, area.length()), area.start() + Math.max(0, end));
                }
            }
            shootdowns.settle(attempt.outbox());
        }
    }
}
