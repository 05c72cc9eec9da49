package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lkernel.kernel.memory.Raw;

/// A table from guest page numbers to host pages with their rights: open addressing, sized by what it holds.
///
/// A translation is one word: the address of the host page with the rights in its low bits. A removed page keeps
/// its place with the word 0, so that no probe breaks off early; growing drops such places.
final class Translations {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    private static final long VACANT = -1;
    private static final int FIRST_SIZE = 64;

    private long[] pages = vacant(FIRST_SIZE);
    private long[] words = new long[FIRST_SIZE];
    private int used;

    private static long[] vacant(int size) {
        long[] pages = new long[size];
        Arrays.fill(pages, VACANT);
        return pages;
    }

    /// The word of that page, or 0.
    long find(long page) {
        return words[place(page)];
    }

    void put(long page, long hostPage, int rights) {
        int place = place(page);
        if (pages[place] == VACANT) {
            if (2 * ++used > pages.length) {
                grow();
                place = place(page);
            }
            pages[place] = page;
        }
        words[place] = hostPage | rights;
    }

    /// Returns the word that was there, or 0.
    long remove(long page) {
        int place = place(page);
        long before = words[place];
        words[place] = 0;
        return before;
    }

    void removeWrite(long page) {
        words[place(page)] &= ~(long) WRITE;
    }

    void clear() {
        Arrays.fill(pages, VACANT);
        Arrays.fill(words, 0);
        used = 0;
    }

    /// The pages of that range that have a translation, in no useful order.
    long[] pagesIn(long firstPage, long count) {
        long[] found = new long[(int) Math.min(count, used)];
        int length = 0;
        if (count < pages.length) {
            for (long page = firstPage; page < firstPage + count; page++) {
                if (find(page) != 0) {
                    found = append(found, length++, page);
                }
            }
        } else {
            for (int place = 0; place < pages.length; place++) {
                if (words[place] != 0 && pages[place] - firstPage >= 0 && pages[place] - firstPage < count) {
                    found = append(found, length++, pages[place]);
                }
            }
        }
        return Arrays.copyOf(found, length);
    }

    private static long[] append(long[] array, int length, long value) {
        long[] room = length < array.length ? array : Arrays.copyOf(array, 2 * length + 1);
        room[length] = value;
        return room;
    }

    List<Tlb.Entry> entries() {
        long[] sorted = pagesIn(0, Tlb.PAGES);
        Arrays.sort(sorted);
        List<Tlb.Entry> entries = new ArrayList<>(sorted.length);
        for (long page : sorted) {
            long word = find(page);
            entries.add(new Tlb.Entry(
                    page, word & -Raw.PAGE_SIZE, (word & READ) != 0, (word & WRITE) != 0, (word & EXECUTE) != 0));
        }
        return entries;
    }

    private int place(long page) {
        int mask = pages.length - 1;
        int place = (int) ((page * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (pages[place] != page && pages[place] != VACANT) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldPages = pages;
        long[] oldWords = words;
        int live = 1;
        for (long word : oldWords) {
            live += word == 0 ? 0 : 1;
        }
        int size = Math.max(FIRST_SIZE, Integer.highestOneBit(live) * 4);
        pages = vacant(size);
        words = new long[size];
        used = live;
        for (int old = 0; old < oldPages.length; old++) {
            if (oldWords[old] != 0) {
                int place = place(oldPages[old]);
                pages[place] = oldPages[old];
                words[place] = oldWords[old];
            }
        }
    }
}
