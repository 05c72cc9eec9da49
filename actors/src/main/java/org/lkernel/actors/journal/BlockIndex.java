package org.lkernel.actors.journal;

import java.util.Arrays;

/// Where each block of a journal begins: in the file, and counted in bytes of events.
final class BlockIndex {
    private long[] offsets = new long[16];
    private long[] positions = new long[16];
    private int size;

    int size() {
        return size;
    }

    void add(long offset, long position) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        offsets[size] = offset;
        positions[size++] = position;
    }

    long offset(int block) {
        return offsets[block];
    }

    long position(int block) {
        return positions[block];
    }

    /// The last block that begins at or before this position, or -1.
    int holding(long position) {
        int found = Arrays.binarySearch(positions, 0, size, position);
        return found >= 0 ? found : -found - 2;
    }

    void cut(int newSize) {
        size = newSize;
    }
}
