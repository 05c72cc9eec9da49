package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A hart's cached translations of one address space: for every page what to add to a guest address to get the host's.
///
/// Two levels of table over the user half of sv39, 2¹³ leaves of 2¹³ pages, with a side for reading and a side for writing,
/// so that one load finds both the right and the translation; an empty entry leads to the slow path. Every leaf starts as
/// one shared empty leaf, so no lookup meets a null. A third table has the host page and all the rights, and is what the
/// slow path, instruction fetch and snapshots go by. Only the hart that runs with it changes it.
public final class Tlb {
    /// The first address past the user half of sv39.
    public static final long ADDRESS_LIMIT = 1L << 38;

    static final int PAGE_BITS = 12;
    static final int LEAF_BITS = 13;
    private static final int LEAVES = 1 << 13;
    private static final int LEAF_MASK = (1 << LEAF_BITS) - 1;
    private static final long PAGE_MASK = -1L << PAGE_BITS;

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int RIGHTS = READ | WRITE | EXECUTE;
    /// Set in the third table for every page that is in the journal, even after its removal.
    private static final int JOURNALED = 8;

    /// A translation: guest page number, address of the host page, rights.
    public record Entry(long page, long hostPage, boolean read, boolean write, boolean execute) {}

    private static final long[] EMPTY = new long[1 << LEAF_BITS];

    final long[][] read = new long[LEAVES][];
    final long[][] write = new long[LEAVES][];
    private final long[][] pages = new long[LEAVES][];
    private long[] journal = new long[64];
    private int journalLength;
    private int fetchVersion;

    public Tlb() {
        Arrays.fill(read, EMPTY);
        Arrays.fill(write, EMPTY);
        Arrays.fill(pages, EMPTY);
    }

    /// Adds or replaces the translation of a page.
    ///
    /// @param page guest page number, below 2²⁶
    /// @param hostPage address of a page of the host's memory
    public void install(long page, long hostPage, boolean r, boolean w, boolean x) {
        int index = checked(page);
        long before = at(pages, index);
        if ((before & EXECUTE) != 0) {
            fetchVersion++;
        }
        if ((before & JOURNALED) == 0) {
            record(page);
        }
        int rights = (r ? READ : 0) | (w ? WRITE : 0) | (x ? EXECUTE : 0);
        put(pages, index, hostPage | rights | JOURNALED);
        long addend = hostPage - (page << PAGE_BITS);
        put(read, index, r ? addend : 0);
        put(write, index, w ? addend : 0);
    }

    public void remove(long page) {
        int index = checked(page);
        long before = at(pages, index);
        if ((before & RIGHTS) == 0) {
            return;
        }
        if ((before & EXECUTE) != 0) {
            fetchVersion++;
        }
        put(pages, index, JOURNALED);
        put(read, index, 0);
        put(write, index, 0);
    }

    public void removeRange(long firstPage, long count) {
        if (count <= journalLength) {
            for (long page = firstPage; page < firstPage + count; page++) {
                remove(page);
            }
            return;
        }
        for (int at = 0; at < journalLength; at++) {
            if (journal[at] >= firstPage && journal[at] - firstPage < count) {
                remove(journal[at]);
            }
        }
    }

    /// Takes the right to write from every page: what a fork asks for.
    public void removeWrites() {
        removeWrites(0, 1L << (2 * LEAF_BITS));
    }

    public void removeWrites(long firstPage, long count) {
        for (int at = 0; at < journalLength; at++) {
            int index = (int) journal[at];
            if (index >= firstPage && index - firstPage < count && (at(pages, index) & WRITE) != 0) {
                put(pages, index, at(pages, index) & ~WRITE);
                put(write, index, 0);
            }
        }
    }

    /// Forgets everything, at a cost that follows the number of pages installed since the last time.
    public void clear() {
        for (int at = 0; at < journalLength; at++) {
            int index = (int) journal[at];
            put(pages, index, 0);
            put(read, index, 0);
            put(write, index, 0);
        }
        journalLength = 0;
        fetchVersion++;
    }

    /// All translations in the order of their pages.
    public List<Entry> entries() {
        long[] sorted = Arrays.copyOf(journal, journalLength);
        Arrays.sort(sorted);
        List<Entry> entries = new ArrayList<>();
        for (long page : sorted) {
            long found = at(pages, (int) page);
            if ((found & RIGHTS) != 0) {
                entries.add(new Entry(
                        page, found & PAGE_MASK, (found & READ) != 0, (found & WRITE) != 0, (found & EXECUTE) != 0));
            }
        }
        return entries;
    }

    /// The host address that a guest address stands for, or 0 without that right.
    public long translate(long address, Access access) {
        if (address < 0 || address >= ADDRESS_LIMIT) {
            return 0;
        }
        long found = at(pages, (int) (address >>> PAGE_BITS));
        int right =
                switch (access) {
                    case READ -> READ;
                    case WRITE -> WRITE;
                    case EXECUTE -> EXECUTE;
                };
        return (found & right) == 0 ? 0 : (found & PAGE_MASK) | (address & ~PAGE_MASK);
    }

    /// Changes whenever a page that could be executed no longer can, or is another one.
    int fetchVersion() {
        return fetchVersion;
    }

    private static int checked(long page) {
        if (page < 0 || page >= ADDRESS_LIMIT >>> PAGE_BITS) {
            throw new IllegalArgumentException("no user page has the number " + page);
        }
        return (int) page;
    }

    private static long at(long[][] table, int page) {
        return table[page >>> LEAF_BITS][page & LEAF_MASK];
    }

    private static void put(long[][] table, int page, long value) {
        long[] leaf = table[page >>> LEAF_BITS];
        if (leaf == EMPTY) {
            if (value == 0) {
                return;
            }
            leaf = new long[1 << LEAF_BITS];
            table[page >>> LEAF_BITS] = leaf;
        }
        leaf[page & LEAF_MASK] = value;
    }

    private void record(long page) {
        if (journalLength == journal.length) {
            journal = Arrays.copyOf(journal, 2 * journalLength);
        }
        journal[journalLength++] = page;
    }
}
