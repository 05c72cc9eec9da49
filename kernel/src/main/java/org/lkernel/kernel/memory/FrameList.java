package org.lkernel.kernel.memory;

import java.util.Arrays;
import java.util.List;

/// Numbers of frames, in the order they were put aside; it can only grow, and is not changed once a [Ticket] has
/// it.
final class FrameList {
    private int[] frames;
    private int size;

    FrameList(int capacity) {
        frames = new int[capacity];
    }

    void add(int frame) {
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, Math.max(16, 2 * size));
        }
        frames[size++] = frame;
    }

    int size() {
        return size;
    }

    int at(int index) {
        return frames[index];
    }

    List<Integer> values() {
        return Arrays.stream(frames, 0, size).boxed().toList();
    }
}
