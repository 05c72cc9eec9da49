package org.lkernel.snapshots.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Content to save: made from a seed, the same each time.
final class Samples {
    static final String BUILD = "lkernel 0.1.0 test";

    private Samples() {}

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] page(long seed) {
        return bytes(seed, Format.PAGE_BYTES);
    }

    static List<Section> sections() {
        return List.of(
                new Section("tasks", 3, bytes(1, 3000)),
                new Section("host", 1, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new Section("nothing", 7, new byte[0]));
    }

    /// Every third frame zero, every seventh not there.
    static Memory memory(int frames) {
        Memory memory = new Memory();
        for (int frame = 0; frame < frames; frame++) {
            if (frame % 7 != 6) {
                memory.put(frame * 2, frame % 3 == 2 ? new byte[Format.PAGE_BYTES] : page(frame));
            }
        }
        return memory;
    }

    static SnapshotContent content(Memory memory) {
        return new SnapshotContent(BUILD, sections(), memory);
    }

    /// Pages in a map.
    static final class Memory implements Pages {
        private final Map<Integer, byte[]> pages = new TreeMap<>();

        Memory put(int frame, byte[] page) {
            pages.put(frame, page);
            return this;
        }

        Memory remove(int frame) {
            pages.remove(frame);
            return this;
        }

        Memory copy() {
            Memory copy = new Memory();
            copy.pages.putAll(pages);
            return copy;
        }

        byte[] page(int frame) {
            return pages.get(frame);
        }

        @Override
        public int[] frames() {
            return pages.keySet().stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public void copy(int frame, byte[] target, int offset) {
            System.arraycopy(pages.get(frame), 0, target, offset, Format.PAGE_BYTES);
        }

        boolean holds(Pages other) {
            if (!Arrays.equals(frames(), other.frames())) {
                return false;
            }
            byte[] page = new byte[Format.PAGE_BYTES];
            for (int frame : frames()) {
                other.copy(frame, page, 0);
                if (!Arrays.equals(page, pages.get(frame))) {
                    return false;
                }
            }
            return true;
        }
    }
}
