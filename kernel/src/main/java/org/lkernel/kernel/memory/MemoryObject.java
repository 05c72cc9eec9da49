package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.pcollections.TreePMap;

/// The pages of one file, tmpfs file or shared anonymous mapping that are in memory (NetBSD's `uvm_object`).
///
/// Belongs to the [MemoryState] whose generation it carries; another state copies it before its first change.
final class MemoryObject {
    /// A page's word: its frame above these bits.
    static final long PRESENT = 1;
    /// Differs from what the backing store has, so it may not be dropped.
    static final long DIRTY = 1 << 1;
    /// Used since the evicting hand last came by.
    static final long USED = 1 << 2;
    private static final int FRAME_SHIFT = 12;

    static final long UNKNOWN_SIZE = Long.MAX_VALUE;

    /// Whose changes an object takes: a state's, until that is copied.
    static final class Generation {}

    final Generation generation;
    final ObjectKey key;
    final PageTree pages;
    long size;
    /// How many areas map it, in all spaces.
    int mappings;
    /// `Files` has a name or descriptor for it, or memory itself has just made it.
    boolean named = true;
    /// Copies that still take pages from it.
    int dependents;
    /// Where pages come from that this one never had, and how far they go; see `Memory.CopyObject`.
    @Nullable
    ObjectKey origin;

    long originSize;
    /// How far the pages of the backing store count, when the file is no longer what the base has; null for
    /// all.
    @Nullable
    Long backedSize;
    /// Page-ins that `Files` has not answered: first index to number of pages.
    TreePMap<Long, Integer> expected = TreePMap.empty();

    MemoryObject(Generation generation, ObjectKey key, PageTree pages, long size) {
        this.generation = generation;
        this.key = key;
        this.pages = pages;
        this.size = size;
    }

    MemoryObject copy(Generation newGeneration, PageTree.Meter meter) {
        MemoryObject copy = new MemoryObject(newGeneration, key, pages.copy(meter), size);
        copy.mappings = mappings;
        copy.named = named;
        copy.dependents = dependents;
        copy.origin = origin;
        copy.originSize = originSize;
        copy.backedSize = backedSize;
        copy.expected = expected;
        return copy;
    }

    static long word(int frame, long flags) {
        return (long) frame << FRAME_SHIFT | flags | PRESENT;
    }

    static int frame(long word) {
        return (int) (word >>> FRAME_SHIFT);
    }

    boolean isPaged() {
        return key.backing() == ObjectKey.Backing.PAGED;
    }

    /// Whether a page that is not here is to be paged in.
    boolean isBacked(long index) {
        return isPaged() && (backedSize == null || index * Raw.PAGE_SIZE < backedSize);
    }

    /// How many bytes of the backing store's page count.
    long backedBytes(long index) {
        return backedSize == null ? Raw.PAGE_SIZE : Math.clamp(backedSize - index * Raw.PAGE_SIZE, 0, Raw.PAGE_SIZE);
    }

    boolean isUnused() {
        return !named && mappings == 0 && dependents == 0;
    }

    /// Whether a page-in that is under way will bring the page.
    boolean isExpected(long index) {
        var below = expected.floorEntry(index);
        return below != null && index < below.getKey() + below.getValue();
    }

    /// One past the last page that the size reaches into.
    long endIndex() {
        return size == UNKNOWN_SIZE ? UNKNOWN_SIZE >>> 12 : (size + Raw.PAGE_SIZE - 1) >>> 12;
    }

    /// Folds everything but the pages.
    void digestFacts(Digest digest) {
        Canonical.value(key, digest);
        digest.putLong(size);
        digest.putInt(mappings);
        digest.putBoolean(named);
        digest.putInt(dependents);
        Canonical.value(origin, digest);
        digest.putLong(originSize);
        if (backedSize != null) {
            digest.putLong(backedSize);
        }
        Canonical.value(expected, digest);
    }
}
