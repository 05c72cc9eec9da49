package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// The decoded instructions of one frame, a word for each halfword at which one may begin, decoded when first
/// reached.
///
/// Nothing in it depends on the address the frame is mapped at, so every process that maps the frame shares it.
final class CodePage {
    static final int HALVES = Raw.PAGE_SIZE / 2;
    static final int LAST = HALVES - 1;
    private static final int REACH_BACK = 1;
    /// Stores into the page after which it is taken for data: nobody who generates code in place patches so much
    /// between runs.
    private static final int PATIENCE = 64;

    final int frame;
    final long hostPage;

    /// Two words more than there are halfwords, for an instruction that ends on the next page.
    final long[] slots = new long[HALVES + 2];

    private int stores;
    /// The regions that begin at a halfword here, or would if they were worth it; nothing until there is one.
    private @Nullable Translation[] entries = {};
    /// Those that an instruction here belongs to.
    private final List<Translation> translations = new ArrayList<>();

    CodePage(int frame, long hostPage) {
        this.frame = frame;
        this.hostPage = hostPage;
        slots[HALVES] = Op.PAGE_END;
        slots[HALVES + 1] = Op.PAGE_END;
    }

    /// Decodes the instruction at a halfword and keeps it.
    void decode(int half) {
        stores = 0;
        slots[half] = decoded(half);
    }

    /// The operation at the last halfword, when `next` holds the second half of the instruction.
    long straddling(int next) {
        int word = (Raw.loadShort(hostPage + 2L * LAST) & 0xffff) | next << 16;
        return Decoder.decode(word, word, 2, Decoder.NOWHERE);
    }

    /// The instruction at a halfword, whatever is kept there.
    long decoded(int half) {
        int low = Raw.loadShort(hostPage + 2L * half) & 0xffff;
        if ((low & 3) != 3) {
            return Decoder.decode(Compressed.expand(low), low, 1, half);
        }
        if (half == LAST) {
            return Op.STRADDLE;
        }
        int word = low | Raw.loadShort(hostPage + 2L * half + 2) << 16;
        return Decoder.decode(word, word, 2, half);
    }

    /// Forgets what was decoded from those bytes; returns true once the page is written too often to be code.
    boolean wrote(int offset, int size) {
        int from = firstHalf(offset);
        int to = endHalf(offset, size);
        Arrays.fill(slots, from, to, Op.UNDECODED);
        return ++stores > PATIENCE;
    }

    private static int firstHalf(int offset) {
        return Math.max(0, (offset >> 1) - REACH_BACK);
    }

    private static int endHalf(int offset, int size) {
        return Math.min(HALVES, ((offset + size - 1) >> 1) + 1);
    }

    void forget() {
        Arrays.fill(slots, 0, HALVES, Op.UNDECODED);
        stores = 0;
        dropTranslations(0, Raw.PAGE_SIZE);
    }

    // ---- regions

    /// What begins at a halfword, or null.
    @Nullable
    Translation translation(int half) {
        return entries.length == 0 ? null : entries[half];
    }

    /// Keeps a translation that begins here, until a byte of it changes on any of its pages.
    void begins(int half, Translation translation) {
        if (entries.length == 0) {
            entries = new Translation[HALVES];
        }
        entries[half] = translation;
        for (CodePage page : translation.pages) {
            page.translations.add(translation);
        }
    }

    /// Lets harts meet a region's entry.
    void open(int half) {
        slots[half] = Op.word(Op.ENTRY, 0, 0, 0, 0, 0);
    }

    /// Drops the translations of which one of those bytes is a part; returns whether there were any.
    boolean dropTranslations(int offset, int size) {
        boolean any = false;
        int from = firstHalf(offset);
        int to = endHalf(offset, size);
        if (entries.length != 0) {
            Arrays.fill(entries, from, to, null);
        }
        for (Translation translation : List.copyOf(translations)) {
            if (translation.covers(this, from, to)) {
                drop(translation);
                any = true;
            }
        }
        return any;
    }

    private static void drop(Translation translation) {
        translation.drop();
        for (CodePage page : translation.pages) {
            page.translations.remove(translation);
        }
        CodePage home = translation.pages[translation.home];
        if (home.translation(translation.half) == translation) {
            home.entries[translation.half] = null;
        }
        if (Op.operation(home.slots[translation.half]) == Op.ENTRY) {
            home.slots[translation.half] = Op.UNDECODED;
        }
    }
}
