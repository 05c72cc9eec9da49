package org.lkernel.kernel.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Digest;

/// One address space: its areas, its page table, and which harts may have cached something of it.
final class Space {
    /// The first address past what a program may have: the user half of sv39.
    static final long LIMIT = 1L << 38;
    /// The most areas a space may have: Linux's `vm.max_map_count`.
    static final int AREA_LIMIT = 65_530;
    /// Nothing is mapped below this: `vm.mmap_min_addr`.
    static final long LOWEST = 65_536;
    /// The distance a stack keeps from what is below it, `stack_guard_gap`.
    static final long GUARD_GAP = 256L << 12;

    private static final VarHandle HOLDERS;

    static {
        try {
            HOLDERS = MethodHandles.lookup().findVarHandle(Space.class, "holders", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final int id;
    final PageTree pages;
    AreaMap areas;
    /// Total length of the areas in pages, and of the private writable ones.
    long areaPages;

    long breakStart;
    long breakEnd;
    long mapBase = LIMIT;
    long stackLimit = 8L << 20;
    long dataLimit = Long.MAX_VALUE;
    long spaceLimit = Long.MAX_VALUE;
    /// `mlockall(MCL_FUTURE)` is in force.
    boolean locksFuture;
    /// The kinds of `membarrier(2)` it has registered for.
    int barriers;
    /// The out-of-memory killer has chosen it.
    boolean doomed;

    private volatile boolean gone;

    @SuppressWarnings("unused") // through HOLDERS
    private volatile long holders;

    Space(int id, PageTree.Meter meter) {
        this(id, new PageTree(meter), new AreaMap(meter));
    }

    Space(int id, PageTree pages, AreaMap areas) {
        this.id = id;
        this.pages = pages;
        this.areas = areas;
    }

    Space copy(PageTree.Meter meter) {
        Space copy = inherit(id, pages.copy(meter), areas.copy(meter));
        copy.areaPages = areaPages;
        copy.locksFuture = locksFuture;
        copy.doomed = doomed;
        copy.holders = holders;
        return copy;
    }

    /// A space with the same limits and layout and nothing mapped, as a fork begins with.
    Space child(int newId, PageTree.Meter meter) {
        return inherit(newId, new PageTree(meter), new AreaMap(meter));
    }

    private Space inherit(int newId, PageTree newPages, AreaMap newAreas) {
        Space other = new Space(newId, newPages, newAreas);
        other.breakStart = breakStart;
        other.breakEnd = breakEnd;
        other.mapBase = mapBase;
        other.stackLimit = stackLimit;
        other.dataLimit = dataLimit;
        other.spaceLimit = spaceLimit;
        other.barriers = barriers;
        return other;
    }

    boolean isGone() {
        return gone;
    }

    /// It was dropped: a hart that still knows it finds nothing in it.
    void gone() {
        gone = true;
    }

    /// Notes that a hart is about to cache something; called by that hart before it reads the page table.
    void heldBy(int hart) {
        long bit = 1L << hart;
        if (((long) HOLDERS.getVolatile(this) & bit) == 0) {
            HOLDERS.getAndBitwiseOr(this, bit);
        }
    }

    /// The harts that had cached something when the space was stored.
    void heldBySet(long harts) {
        HOLDERS.setVolatile(this, harts);
    }

    /// The harts that may have cached something. The fence pairs with [#heldBy]: a hart either sees the entry
    /// already changed, or is seen here.
    long holders() {
        VarHandle.fullFence();
        return (long) HOLDERS.getVolatile(this);
    }

    @Nullable
    Area areaAt(long address) {
        Area below = areas.floor(address);
        return below != null && address < below.end() ? below : null;
    }

    /// The first area that ends after an address.
    @Nullable
    Area areaFrom(long address) {
        Area at = areaAt(address);
        return at == null ? areas.ceiling(address) : at;
    }

    /// Pages that are in memory.
    long residentPages() {
        return pages.size();
    }

    /// What goes with it: the pages in memory, and what its areas cost.
    long costPages() {
        return residentPages() + areas.size() / Frames.AREAS_PER_FRAME;
    }

    /// Folds everything but the page table, which only the state can: it knows the frames.
    void digestLayout(Digest digest) {
        digest.putInt(id);
        areas.digest(digest);
        digest.putLong(breakStart);
        digest.putLong(breakEnd);
        digest.putLong(mapBase);
        digest.putLong(stackLimit);
        digest.putLong(dataLimit);
        digest.putLong(spaceLimit);
        digest.putBoolean(locksFuture);
        digest.putBoolean(doomed);
        digest.putInt(barriers);
        digest.putLong(holders());
    }
}
