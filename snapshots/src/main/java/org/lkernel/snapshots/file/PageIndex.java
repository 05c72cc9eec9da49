package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// The index section of one file: which frames its generation changed, ascending, and what became of each.
///
/// A word is a frame's number and, in its two highest bits, a state. The stored pages lie in the order of their
/// frames, so that no word needs to say where, and none can point anywhere else.
final class PageIndex {
    /// Frame numbers are below this.
    static final int FRAME_LIMIT = 1 << 30;

    /// The page is in this file.
    static final int STORED = 0;
    /// The page is all zero and nowhere.
    static final int ZERO = 1 << 30;
    /// The parent has the frame, this generation has not.
    static final int GONE = 1 << 31;

    private static final int STATES = ZERO | GONE;

    private final int[] words;
    private final int stored;

    private PageIndex(int[] words, int stored) {
        this.words = words;
        this.stored = stored;
    }

    int size() {
        return words.length;
    }

    int frame(int i) {
        return words[i] & ~STATES;
    }

    int state(int i) {
        return words[i] & STATES;
    }

    /// How many pages the file holds.
    int stored() {
        return stored;
    }

    /// Reads and checks the content of the section.
    ///
    /// @param full whether the file has no parent that frames could be gone from
    static PageIndex parse(Path path, byte[] content, boolean full) {
        if (content.length % Integer.BYTES != 0) {
            throw SnapshotException.mismatch(path, "length of the index", "a multiple of 4", content.length);
        }
        int[] words = new int[content.length / Integer.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        int stored = 0;
        int previous = -1;
        for (int word : words) {
            int frame = word & ~STATES;
            int state = word & STATES;
            if (frame <= previous) {
                throw SnapshotException.mismatch(path, "index", "ascending frames", frame + " after " + previous);
            }
            if (state == STATES || (full && state == GONE)) {
                throw SnapshotException.mismatch(path, "index", "a state that frame " + frame + " can have", "another");
            }
            if (state == STORED) {
                stored++;
            }
            previous = frame;
        }
        return new PageIndex(words, stored);
    }
}
