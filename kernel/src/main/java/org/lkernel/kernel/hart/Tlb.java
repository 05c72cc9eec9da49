package org.lkernel.kernel.hart;

import java.lang.foreign.Arena;
import java.util.List;
import org.lkernel.kernel.memory.Raw;

/// A hart's cached translations of one address space: for every page, what to add to a guest address to get the
/// host's.
///
/// Two levels of table over the user half of sv39, 2¹⁴ leaves of 2¹² pages. A leaf holds for each page the addend
/// for reading and the addend for writing, side by side; 0 sends the access to the slow path. So one lookup finds
/// the right as well as the translation, and taking a right away is one store. The tables lie outside the heap,
/// where no index is checked twice, and every leaf begins as one empty leaf that all share, so no lookup meets a
/// null. [Translations] has the host pages and all the rights: the slow path, instruction fetch and snapshots go
/// by it.
///
/// A page whose frame has decoded instructions ([CodeCache]) has no addend for writing even where it is writable.
/// Only the hart that runs with it changes it.
public final class Tlb {
    /// The first address past the user half of sv39.
    public static final long ADDRESS_LIMIT = 1L << 38;

    static final int PAGE_BITS = 12;
    static final long PAGES = ADDRESS_LIMIT >>> PAGE_BITS;

    private static final int LEAF_BITS = 12;
    private static final int LEAVES = 1 << (26 - LEAF_BITS);
    private static final int LEAF_BYTES = 16 << LEAF_BITS;
    private static final int WRITE_SIDE = 8;
    private static final long OUTSIDE = -ADDRESS_LIMIT;
    private static final long EMPTY =
            Arena.global().allocate(LEAF_BYTES, Raw.PAGE_SIZE).address();

    /// A translation: guest page number, address of the host page, rights.
    public record Entry(long page, long hostPage, boolean read, boolean write, boolean execute) {}

    private final Arena tables = Arena.ofAuto();
    private final long top = tables.allocate(8L * LEAVES, Raw.PAGE_SIZE).address();
    private final Translations translations = new Translations();
    private final CodeCache code;
    private final CodeWindow window;

    /// For a hart that shares its decoded instructions with no other.
    public Tlb() {
        this(new CodeCache());
    }

    /// @param code the decoded instructions of the machine; all the harts with that cache run on one host thread
    public Tlb(CodeCache code) {
        this.code = code;
        window = new CodeWindow(code);
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            Raw.storeLong(top + 8L * leaf, EMPTY);
        }
        code.attach(this);
    }

    public CodeCache code() {
        return code;
    }

    /// Adds or replaces the translation of a page.
    ///
    /// @param page guest page number, below 2²⁶
    /// @param hostPage address of a page of the host's memory
    public void install(long page, long hostPage, boolean read, boolean write, boolean execute) {
        remove(page);
        translations.put(page, hostPage, rights(read, write, execute));
        long addend = hostPage - (page << PAGE_BITS);
        long entry = ownLeaf(page) + leafOffset(page << PAGE_BITS);
        Raw.storeLong(entry, read ? addend : 0);
        if (write && code.letWrite(hostPage)) {
            Raw.storeLong(entry + WRITE_SIDE, addend);
        }
    }

    private static int rights(boolean read, boolean write, boolean execute) {
        return (read ? Translations.READ : 0) | (write ? Translations.WRITE : 0) | (execute ? Translations.EXECUTE : 0);
    }

    public void remove(long page) {
        if (page < 0 || page >= PAGES) {
            throw new IllegalArgumentException("no user page has the number " + page);
        }
        long before = translations.remove(page);
        if (before != 0) {
            window.drop(page);
            close(page, 0);
            close(page, WRITE_SIDE);
        }
    }

    public void removeRange(long firstPage, long count) {
        for (long page : translations.pagesIn(firstPage, count)) {
            remove(page);
        }
    }

    /// Takes the right to write from every page: what a fork asks for.
    public void removeWrites() {
        removeWrites(0, PAGES);
    }

    public void removeWrites(long firstPage, long count) {
        for (long page : translations.pagesIn(firstPage, count)) {
            translations.removeWrite(page);
            close(page, WRITE_SIDE);
        }
    }

    /// Forgets everything, at a cost that follows what was installed since the last time.
    public void clear() {
        for (long page : translations.pagesIn(0, PAGES)) {
            close(page, 0);
            close(page, WRITE_SIDE);
        }
        translations.clear();
        window.clear();
    }

    /// All translations in the order of their pages.
    public List<Entry> entries() {
        return translations.entries();
    }

    /// The host address that a guest address stands for, or 0 without that right.
    public long translate(long address, Access access) {
        if ((address & OUTSIDE) != 0) {
            return 0;
        }
        long found = translations.find(address >>> PAGE_BITS);
        int right = rights(access == Access.READ, access == Access.WRITE, access == Access.EXECUTE);
        return (found & right) == 0 ? 0 : (found & -Raw.PAGE_SIZE) | (address & (Raw.PAGE_SIZE - 1));
    }

    /// Sends every write to that frame through the slow path from now on.
    void watch(long hostPage) {
        for (long page : translations.pagesIn(0, PAGES)) {
            if ((translations.find(page) & -Raw.PAGE_SIZE) == hostPage) {
                close(page, WRITE_SIDE);
            }
        }
    }

    /// Lets the fast path write to a page again whose frame is no longer watched.
    void unwatch(long page) {
        long found = translations.find(page);
        if ((found & Translations.WRITE) != 0 && code.letWrite(found & -Raw.PAGE_SIZE)) {
            long addend = (found & -Raw.PAGE_SIZE) - (page << PAGE_BITS);
            Raw.storeLong(ownLeaf(page) + leafOffset(page << PAGE_BITS) + WRITE_SIDE, addend);
        }
    }

    CodeWindow window() {
        return window;
    }

    /// The address of the upper table, for [#readAddend] and [#writeAddend].
    long top() {
        return top;
    }

    /// What to add to an address to read there, or 0: another page, another alignment, or no such page.
    static long readAddend(long top, long address, int sizeMask) {
        if ((address & (OUTSIDE | sizeMask)) != 0) {
            return 0;
        }
        return Raw.loadLong(Raw.loadLong(top + topOffset(address)) + leafOffset(address));
    }

    static long writeAddend(long top, long address, int sizeMask) {
        if ((address & (OUTSIDE | sizeMask)) != 0) {
            return 0;
        }
        return Raw.loadLong(Raw.loadLong(top + topOffset(address)) + leafOffset(address) + WRITE_SIDE);
    }

    private static long topOffset(long address) {
        return (address >>> (PAGE_BITS + LEAF_BITS - 3)) & (8L * (LEAVES - 1));
    }

    private static long leafOffset(long address) {
        return (address >>> (PAGE_BITS - 4)) & (LEAF_BYTES - 16L);
    }

    private void close(long page, int side) {
        long leaf = Raw.loadLong(top + topOffset(page << PAGE_BITS));
        if (leaf != EMPTY) {
            Raw.storeLong(leaf + leafOffset(page << PAGE_BITS) + side, 0);
        }
    }

    private long ownLeaf(long page) {
        long slot = top + topOffset(page << PAGE_BITS);
        long leaf = Raw.loadLong(slot);
        if (leaf == EMPTY) {
            leaf = tables.allocate(LEAF_BYTES, Raw.PAGE_SIZE).address();
            Raw.storeLong(slot, leaf);
        }
        return leaf;
    }
}
