package org.lkernel.kernel.hart.translate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where regions may be entered in one address space: every page of theirs is known to be mapped there, and to hold
/// what they were made of, until this is cleared.
public final class Entries {
    private static final int SIZE = 4096;
    private static final Entry VACANT = new Entry(1, null);

    /// For a space in which no region can be entered.
    public static final Entries NONE = new Entries(1);

    /// Entries are at even addresses, so no search finds a vacant one.
    private record Entry(long pc, @Nullable Region region) {}

    private final Entry[] places;
    private boolean empty = true;
    /// For each page that a region here is on, the bit of its number modulo 64.
    private long pages;

    public Entries() {
        this(SIZE);
    }

    private Entries(int size) {
        places = new Entry[size];
        Arrays.fill(places, VACANT);
    }

    /// The region that begins at that address, or null.
    public @Nullable Region find(long pc) {
        Entry entry = places[place(pc)];
        return entry.pc == pc ? entry.region : null;
    }

    private int place(long pc) {
        return (int) (pc >>> 1) & (places.length - 1);
    }

    /// Lets a region be entered.
    ///
    /// @param firstPage the first page it is on, and `lastPage` the last
    public void add(long pc, Region region, long firstPage, long lastPage) {
        places[place(pc)] = new Entry(pc, region);
        empty = false;
        for (long page = firstPage; page <= lastPage; page++) {
            pages |= 1L << page;
        }
    }

    /// What a page number stands for has changed.
    public void drop(long page) {
        if ((pages >>> page & 1) != 0) {
            clear();
        }
    }

    public void clear() {
        if (!empty) {
            Arrays.fill(places, VACANT);
            empty = true;
            pages = 0;
        }
    }
}
