package org.lkernel.kernel.hart;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.translate.Region;
import org.lkernel.kernel.hart.translate.Translator;

/// A region where it was found: at a halfword of a decoded page, going on in the pages around it.
final class Translation {
    /// For a place at which no region is worth it.
    static final Translation NOT_WORTH = new Translation(new CodePage[0], 0, 0, new BitSet(), null);

    /// The pages it is on, one after another, of which the entry is on the one numbered `home`.
    final CodePage[] pages;

    final int home;
    /// The halfword of its entry.
    final int half;
    /// The halfwords it is made of, counted from the beginning of the first page.
    private final BitSet halves;

    private final Translator.@Nullable Order order;
    private boolean dropped;

    Translation(CodePage[] pages, int home, int half, BitSet halves, Translator.@Nullable Order order) {
        this.pages = pages;
        this.home = home;
        this.half = half;
        this.halves = halves;
        this.order = order;
    }

    /// The region if it is ready and still what the pages hold, else null.
    @Nullable
    Region region() {
        return dropped || order == null ? null : order.region();
    }

    boolean isDropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    /// Whether one of those halfwords of a page is part of it.
    boolean covers(CodePage page, int from, int to) {
        for (int index = 0; index < pages.length; index++) {
            int base = index * CodePage.HALVES;
            int next = pages[index] == page ? halves.nextSetBit(base + from) : -1;
            if (next >= 0 && next < base + to) {
                return true;
            }
        }
        return false;
    }
}
