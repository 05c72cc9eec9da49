package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lkernel.kernel.memory.Raw;

/// A hart's way from guest addresses to the host's in one address space.
///
/// Its [Translations] say which frame a page has, and are the hart's alone to keep, stale or not. What a frame's
/// page is on the host may change whenever the machine is forked or a page copied, and no guest can tell. So the
/// addresses here are *shown* beside the translations, and may be hidden at any time: the next access asks [Refill]
/// for them again.
///
/// They are shown in two levels of table over the user half of sv39, 2¹⁴ leaves of 2¹² pages. A leaf holds for each
/// page what to add to a guest address to get the host's, for reading and for writing, side by side; 0 sends the
/// access to the slow path. So one lookup finds the right as well as the address, and taking a right away is one
/// store. The tables lie outside the heap, where no index is checked twice; they begin as one empty table that all
/// share, of one empty leaf, so no lookup meets a null, and are lent by a [TablePool] when the first page is shown.
///
/// A page whose frame has decoded instructions ([CodeCache]) is not shown for writing even where it is writable.
/// Only the hart that runs with it changes it.
public final class Tlb {
    /// The first address past the user half of sv39.
    public static final long ADDRESS_LIMIT = 1L << 38;

    static final int PAGE_BITS = 12;
    static final long PAGES = ADDRESS_LIMIT >>> PAGE_BITS;

    private static final int LEAF_BITS = 12;
    private static final int LEAVES = 1 << (26 - LEAF_BITS);
    static final int TOP_BYTES = 8 * LEAVES;
    static final int LEAF_BYTES = 16 << LEAF_BITS;
    private static final int WRITE_SIDE = 8;
    private static final long OUTSIDE = -ADDRESS_LIMIT;
    private static final long EMPTY_LEAF = Raw.allocatePages(LEAF_BYTES / Raw.PAGE_SIZE);
    private static final long EMPTY_TOP = Raw.allocatePages(TOP_BYTES / Raw.PAGE_SIZE);

    static {
        clearTop(EMPTY_TOP);
    }

    /// A translation: guest page number, frame number, rights.
    public record Entry(long page, int frame, boolean read, boolean write, boolean execute) {}

    private final CodeCache code;
    private final TablePool pool;
    private final CodeWindow window;
    private Translations translations = new Translations();
    private long top = EMPTY_TOP;
    /// Where in the upper table this one has leaves of its own.
    private long[] slots = new long[8];

    private int leaves;

    /// For a hart that shares its decoded instructions with no other.
    public Tlb() {
        this(new CodeCache(), new TablePool());
    }

    /// @param code the decoded instructions of the machine; all the harts with that cache run on one host thread
    public Tlb(CodeCache code, TablePool pool) {
        this.code = code;
        this.pool = pool;
        window = new CodeWindow(code);
        code.attach(this);
    }

    static void clearTop(long top) {
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            Raw.storeLong(top + 8L * leaf, EMPTY_LEAF);
        }
    }

    public CodeCache code() {
        return code;
    }

    // ---- translations

    /// Goes by other translations from now on. Nothing is shown of them yet.
    void use(Translations others) {
        hideAll();
        translations = others;
    }

    /// Adds or replaces the translation of a page. It is not shown yet.
    ///
    /// @param page guest page number, below 2²⁶
    /// @param frame frame number, below 2²⁴
    public void install(long page, int frame, boolean read, boolean write, boolean execute) {
        remove(page);
        translations.put(page, frame, rights(read, write, execute));
    }

    private static int rights(boolean read, boolean write, boolean execute) {
        return (read ? Translations.READ : 0) | (write ? Translations.WRITE : 0) | (execute ? Translations.EXECUTE : 0);
    }

    /// The frame of the page of an address, or -1 without a translation that allows the access.
    public int frame(long address, Access access) {
        long found = translations.find(address >>> PAGE_BITS);
        return Translations.allows(found, access) ? Translations.frame(found) : -1;
    }

    public void remove(long page) {
        if (page < 0 || page >= PAGES) {
            throw new IllegalArgumentException("no user page has the number " + page);
        }
        if (translations.find(page) != 0) {
            hide(page);
            translations.remove(page);
        }
    }

    public void removeRange(long firstPage, long count) {
        for (long page : translations.pagesIn(firstPage, count)) {
            remove(page);
        }
    }

    /// Takes the right to write from every page of a range: what a fork asks for.
    public void removeWrites(long firstPage, long count) {
        for (long page : translations.pagesIn(firstPage, count)) {
            translations.removeWrite(page);
            close(page, WRITE_SIDE);
        }
    }

    /// All translations in the order of their pages.
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (long word : translations.words()) {
            entries.add(new Entry(
                    Translations.page(word),
                    Translations.frame(word),
                    Translations.allows(word, Access.READ),
                    Translations.allows(word, Access.WRITE),
                    Translations.allows(word, Access.EXECUTE)));
        }
        return entries;
    }

    // ---- what is shown of them

    /// Shows the host's page behind a page's translation.
    ///
    /// @param writable whether it may be written to as well, if the translation allows that
    public void show(long page, long hostPage, boolean writable) {
        long found = translations.find(page);
        long addend = hostPage - (page << PAGE_BITS);
        long entry = ownLeaf(page) + leafOffset(page << PAGE_BITS);
        boolean writes = writable && (found & Translations.WRITE) != 0 && code.letWrite(hostPage);
        Raw.storeLong(entry, (found & Translations.READ) != 0 ? addend : 0);
        Raw.storeLong(entry + WRITE_SIDE, writes ? addend : 0);
    }

    /// Hides the host's page behind a page.
    public void hide(long page) {
        window.drop(page);
        close(page, 0);
        close(page, WRITE_SIDE);
    }

    /// Hides everything, at a cost that follows what is translated.
    public void hideAll() {
        for (int place = 0; leaves > 0 && place < translations.places(); place++) {
            long word = translations.at(place);
            if (Translations.isTranslation(word)) {
                close(Translations.page(word), 0);
                close(Translations.page(word), WRITE_SIDE);
            }
        }
        window.clear();
    }

    /// Hides everything and gives the tables back.
    public void release() {
        hideAll();
        if (top != EMPTY_TOP) {
            for (int leaf = 0; leaf < leaves; leaf++) {
                pool.giveLeaf(Raw.loadLong(slots[leaf]));
                Raw.storeLong(slots[leaf], EMPTY_LEAF);
            }
            pool.giveTop(top);
        }
        leaves = 0;
        top = EMPTY_TOP;
    }

    /// The host address that is shown for a guest address, or 0: no such right, or nothing shown.
    public long translate(long address, Access access) {
        long addend = access == Access.WRITE ? writeAddend(top, address, 0) : readAddend(top, address, 0);
        if (addend == 0 || access == Access.EXECUTE && frame(address, access) < 0) {
            return 0;
        }
        return address + addend;
    }

    /// Sends every write to that page of the host through the slow path from now on.
    void watch(long hostPage) {
        for (int place = 0; leaves > 0 && place < translations.places(); place++) {
            long word = translations.at(place);
            if (Translations.isTranslation(word)) {
                long address = Translations.page(word) << PAGE_BITS;
                if (address + writeAddend(top, address, 0) == hostPage) {
                    close(Translations.page(word), WRITE_SIDE);
                }
            }
        }
    }

    /// Lets the fast path write to a page again that is no longer watched.
    void unwatch(long page, long hostPage) {
        if ((translations.find(page) & Translations.WRITE) != 0 && code.letWrite(hostPage)) {
            Raw.storeLong(ownLeaf(page) + leafOffset(page << PAGE_BITS) + WRITE_SIDE, hostPage - (page << PAGE_BITS));
        }
    }

    CodeWindow window() {
        return window;
    }

    /// The address of the upper table, for [#readAddend] and [#writeAddend]; another one after a page was shown.
    long top() {
        return top;
    }

    /// What to add to an address to read there, or 0: another page, another alignment, or no such page.
    public static long readAddend(long top, long address, int sizeMask) {
        if ((address & (OUTSIDE | sizeMask)) != 0) {
            return 0;
        }
        return Raw.loadLong(Raw.loadLong(top + topOffset(address)) + leafOffset(address));
    }

    public static long writeAddend(long top, long address, int sizeMask) {
        if ((address & (OUTSIDE | sizeMask)) != 0) {
            return 0;
        }
        return Raw.loadLong(Raw.loadLong(top + topOffset(address)) + leafOffset(address) + WRITE_SIDE);
    }

    /// Whether an access of a byte at that address is on the page of that number; false whatever the address for the
    /// number -1.
    public static boolean isOn1(long address, long page) {
        return address >>> PAGE_BITS == page;
    }

    /// Whether an access of two bytes is, and aligned: what must be zero becomes part of the number.
    public static boolean isOn2(long address, long page) {
        return Long.rotateRight(address, 1) >>> PAGE_BITS - 1 == page;
    }

    public static boolean isOn4(long address, long page) {
        return Long.rotateRight(address, 2) >>> PAGE_BITS - 2 == page;
    }

    public static boolean isOn8(long address, long page) {
        return Long.rotateRight(address, 3) >>> PAGE_BITS - 3 == page;
    }

    private static long topOffset(long address) {
        return (address >>> (PAGE_BITS + LEAF_BITS - 3)) & (8L * (LEAVES - 1));
    }

    private static long leafOffset(long address) {
        return (address >>> (PAGE_BITS - 4)) & (LEAF_BYTES - 16L);
    }

    private void close(long page, int side) {
        long leaf = Raw.loadLong(top + topOffset(page << PAGE_BITS));
        if (leaf != EMPTY_LEAF) {
            Raw.storeLong(leaf + leafOffset(page << PAGE_BITS) + side, 0);
        }
    }

    private long ownLeaf(long page) {
        if (top == EMPTY_TOP) {
            top = pool.takeTop();
        }
        long slot = top + topOffset(page << PAGE_BITS);
        long leaf = Raw.loadLong(slot);
        if (leaf == EMPTY_LEAF) {
            leaf = pool.takeLeaf();
            Raw.storeLong(slot, leaf);
            if (leaves == slots.length) {
                slots = Arrays.copyOf(slots, 2 * leaves);
            }
            slots[leaves++] = slot;
        }
        return leaf;
    }
}
