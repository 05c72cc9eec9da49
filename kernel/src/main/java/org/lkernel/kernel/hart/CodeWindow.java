package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// An address space's view of the decoded pages it runs: a small direct-mapped cache over [CodeCache].
final class CodeWindow {
    private static final int SIZE = 1024;

    private final CodeCache cache;
    private final long[] tags = new long[SIZE];
    private final @Nullable CodePage[] pages = new CodePage[SIZE];
    private int seen;

    CodeWindow(CodeCache cache) {
        this.cache = cache;
    }

    /// The decoded page at an address, or null when it has to be looked up.
    @Nullable CodePage find(long address) {
        if (cache.version() != seen) {
            clear();
        }
        int place = place(address >>> Tlb.PAGE_BITS);
        return tags[place] == address >>> Tlb.PAGE_BITS ? pages[place] : null;
    }

    CodePage add(long address, long host) {
        CodePage page = cache.page(host & -Raw.PAGE_SIZE);
        if (cache.version() != seen) {
            clear();
        }
        int place = place(address >>> Tlb.PAGE_BITS);
        pages[place] = page;
        tags[place] = address >>> Tlb.PAGE_BITS;
        return page;
    }

    /// What a page number stands for has changed.
    void drop(long page) {
        if (tags[place(page)] == page) {
            pages[place(page)] = null;
        }
    }

    void clear() {
        Arrays.fill(pages, null);
        seen = cache.version();
    }

    private static int place(long page) {
        return (int) page & (SIZE - 1);
    }
}
