package org.lkernel.kernel.memory;

/// What makes room when memory is full: clean pages of files that nobody maps and nobody used of late are
/// dropped.
///
/// The second-chance algorithm (Corbató, "A paging experiment with the Multics system", 1968): a hand goes round
/// the pages and drops those that were not used since it last came by. It goes in the order of objects and
/// indices, so that what is dropped depends on nothing but names.
final class Eviction {
    private static final int EVICTED_AT_ONCE = 16;

    private final MemoryState state;

    Eviction(MemoryState state) {
        this.state = state;
    }

    /// Drops some pages; whether there were any to drop.
    boolean evict() {
        int evicted = 0;
        for (int round = 0; round < 3 && evicted < EVICTED_AT_ONCE; round++) {
            var at = state.objects().ceilingEntry(state.handObject);
            while (at != null && evicted < EVICTED_AT_ONCE) {
                evicted += sweep(at.getValue(), EVICTED_AT_ONCE - evicted);
                at = state.objects().ceilingEntry(state.handObject);
            }
            if (at == null) {
                state.handObject = 0;
                state.handIndex = 0;
            }
        }
        return evicted > 0;
    }

    private int sweep(MemoryObject found, int most) {
        int evicted = 0;
        if (state.handObject != found.key.id()) {
            state.handObject = found.key.id();
            state.handIndex = 0;
        }
        if (found.isPaged() && found.pages.size() > 0) {
            MemoryObject object = state.owned(found.key);
            long index = object.pages.next(state.handIndex, Long.MAX_VALUE);
            for (; index != Long.MAX_VALUE && evicted < most; index = object.pages.next(index + 1, Long.MAX_VALUE)) {
                evicted += pass(object, index) ? 1 : 0;
            }
            state.handIndex = index;
            if (index != Long.MAX_VALUE) {
                return evicted;
            }
        }
        state.handObject++;
        state.handIndex = 0;
        return evicted;
    }

    private boolean pass(MemoryObject object, long index) {
        long word = object.pages.at(index);
        if ((word & MemoryObject.DIRTY) != 0 || state.frames.references(MemoryObject.frame(word)) != 1) {
            return false;
        }
        if ((word & MemoryObject.USED) != 0) {
            object.pages.put(index, word & ~MemoryObject.USED);
            return false;
        }
        object.pages.put(index, 0);
        state.frames.release(MemoryObject.frame(word));
        return true;
    }
}
