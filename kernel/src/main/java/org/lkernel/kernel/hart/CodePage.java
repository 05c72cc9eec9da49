package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.lkernel.kernel.memory.Raw;

/// The decoded instructions of one frame, a word for each halfword at which one may begin, decoded when first
/// reached.
///
/// Nothing in it depends on the address the frame is mapped at, so every process that maps the frame shares it.
final class CodePage {
    private static final int HALVES = Raw.PAGE_SIZE / 2;
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

    private long decoded(int half) {
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
        int from = Math.max(0, (offset >> 1) - REACH_BACK);
        int to = Math.min(HALVES, ((offset + size - 1) >> 1) + 1);
        Arrays.fill(slots, from, to, Op.UNDECODED);
        return ++stores > PATIENCE;
    }

    void forget() {
        Arrays.fill(slots, 0, HALVES, Op.UNDECODED);
        stores = 0;
    }
}
