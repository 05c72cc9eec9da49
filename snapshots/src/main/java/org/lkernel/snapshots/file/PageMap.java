package org.lkernel.snapshots.file;

import java.util.Arrays;
import java.util.List;

/// Where each frame of a snapshot is: zero, or a slot of one of the files of its chain.
///
/// @param frames ascending
/// @param files for each frame the place of its file in the chain, the youngest being 0
/// @param slots for each frame its slot there, or [#ZERO]
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageMap(int[] frames, short[] files, int[] slots) {
    static final int ZERO = -1;

    private static final PageMap EMPTY = new PageMap(new int[0], new short[0], new int[0]);

    /// The frames that are left when each generation's changes are laid over its parent's.
    static PageMap of(List<GenerationFile> youngestFirst) {
        PageMap map = EMPTY;
        for (int i = youngestFirst.size() - 1; i >= 0; i--) {
            GenerationFile file = youngestFirst.get(i);
            map = new Overlay(map, file.index(), (short) i).map(file);
        }
        return map;
    }

    /// The place in the arrays of a frame; negative when there is no such frame.
    int find(int frame) {
        return Arrays.binarySearch(frames, frame);
    }

    int size() {
        return frames.length;
    }

    /// A merge of two ascending lists, the younger one winning.
    private static final class Overlay {
        private final PageMap below;
        private final PageIndex above;
        private final short file;
        private final int[] frames;
        private final short[] files;
        private final int[] slots;
        private int length;

        Overlay(PageMap below, PageIndex above, short file) {
            this.below = below;
            this.above = above;
            this.file = file;
            int most = below.size() + above.size();
            frames = new int[most];
            files = new short[most];
            slots = new int[most];
        }

        PageMap map(GenerationFile of) {
            int under = 0;
            int slot = 0;
            for (int i = 0; i < above.size(); i++) {
                int frame = above.frame(i);
                while (under < below.size() && below.frames[under] < frame) {
                    keep(under++);
                }
                boolean covers = under < below.size() && below.frames[under] == frame;
                under += covers ? 1 : 0;
                switch (above.state(i)) {
                    case PageIndex.STORED -> put(frame, file, slot++);
                    case PageIndex.ZERO -> put(frame, file, ZERO);
                    default -> checkGone(of, frame, covers);
                }
            }
            while (under < below.size()) {
                keep(under++);
            }
            return new PageMap(
                    Arrays.copyOf(frames, length), Arrays.copyOf(files, length), Arrays.copyOf(slots, length));
        }

        private static void checkGone(GenerationFile of, int frame, boolean covers) {
            if (!covers) {
                throw SnapshotException.mismatch(
                        of.path(), "index", "frames gone that the parent has", "frame " + frame + " gone");
            }
        }

        private void keep(int i) {
            put(below.frames[i], below.files[i], below.slots[i]);
        }

        private void put(int frame, short in, int slot) {
            frames[length] = frame;
            files[length] = in;
            slots[length++] = slot;
        }
    }
}
