package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Entries;
import org.lkernel.kernel.hart.translate.Region;
import org.lkernel.kernel.memory.Raw;

/// An address space's view of the decoded pages it runs: a small direct-mapped cache over [CodeCache].
final class CodeWindow {
    private static final int SIZE = 1024;
    private static final long VACANT = -1;
    private static final long[] NOTHING = new CodePage(0, 0).slots;
    private static final long[] NO_TAGS = new long[SIZE];
    private static final long[][] NO_CODES = new long[SIZE][];

    static {
        Arrays.fill(NO_TAGS, VACANT);
        Arrays.fill(NO_CODES, NOTHING);
    }

    /// The page numbers seen, and the decoded instructions of each, for the fast loop; those of an empty window
    /// until the first page is added.
    long[] tags = NO_TAGS;

    long[][] codes = NO_CODES;
    private @Nullable CodePage[] pages = {};
    /// The places that were filled since the window was empty, some perhaps more than once, unless that were more
    /// than it has.
    private int[] filled = {};

    private int fillings;
    private final CodeCache cache;
    private int seen;
    private Entries entries = Entries.NONE;

    CodeWindow(CodeCache cache) {
        this.cache = cache;
        seen = cache.version();
    }

    /// Forgets everything if pages have left the cache.
    void refresh() {
        if (cache.version() != seen) {
            clear();
        }
    }

    /// The decoded page at an address, or null when it has to be looked up.
    @Nullable
    CodePage find(long address) {
        refresh();
        long page = address >>> Tlb.PAGE_BITS;
        return tags[place(page)] == page ? pages[place(page)] : null;
    }

    /// The decoded page at an address, looked up by its frame and the host's page.
    CodePage add(long address, int frame, long host) {
        CodePage page = cache.page(frame, host & -Raw.PAGE_SIZE);
        refresh();
        if (pages.length == 0) {
            tags = NO_TAGS.clone();
            codes = NO_CODES.clone();
            pages = new CodePage[SIZE];
            filled = new int[SIZE];
        }
        int place = place(address >>> Tlb.PAGE_BITS);
        if (fillings < SIZE) {
            filled[fillings] = place;
        }
        fillings = Math.min(fillings + 1, SIZE + 1);
        tags[place] = address >>> Tlb.PAGE_BITS;
        pages[place] = page;
        codes[place] = page.slots;
        return page;
    }

    /// Has the fast loop see other instructions at the page of an address that was found here.
    void show(long address, long[] code) {
        codes[place(address >>> Tlb.PAGE_BITS)] = code;
    }

    /// Where regions may be entered as long as the window shows the pages it shows now.
    Entries entries() {
        return entries;
    }

    /// Lets a region be entered if the window shows each of its pages where it would have to be.
    boolean admit(long pc, Translation translation, Region region) {
        long first = (pc >>> Tlb.PAGE_BITS) - translation.home;
        for (int index = 0; index < translation.pages.length; index++) {
            if (find(first + index << Tlb.PAGE_BITS) != translation.pages[index]) {
                return false;
            }
        }
        if (entries == Entries.NONE) {
            entries = new Entries();
        }
        entries.add(pc, region, first, first + translation.pages.length - 1);
        return true;
    }

    /// What a page number stands for has changed.
    void drop(long page) {
        entries.drop(page);
        if (tags[place(page)] == page) {
            vacate(place(page));
        }
    }

    private void vacate(int place) {
        tags[place] = VACANT;
        pages[place] = null;
        codes[place] = NOTHING;
    }

    void clear() {
        if (fillings > SIZE) {
            Arrays.fill(tags, VACANT);
            Arrays.fill(pages, null);
            Arrays.fill(codes, NOTHING);
        } else {
            for (int index = 0; index < fillings; index++) {
                vacate(filled[index]);
            }
        }
        fillings = 0;
        seen = cache.version();
        entries.clear();
    }

    private static int place(long page) {
        return (int) page & (SIZE - 1);
    }
}
