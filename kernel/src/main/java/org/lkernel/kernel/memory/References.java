package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;

/// Counts anew who refers to each frame: what must be true of a state whenever no message is being handled.
final class References {
    private static final int FRAME_SHIFT = 12;

    private final MemoryState state;
    private final int[] counted;
    /// A number that is referred to and no frame's; 0 if there is none.
    private int absent;

    References(MemoryState state) {
        this.state = state;
        this.counted = new int[state.frames.highest()];
    }

    /// @throws IllegalArgumentException if a frame is referred to more or less often than it was taken
    void check() {
        String flaw = flaw();
        if (flaw != null) {
            throw new IllegalArgumentException(flaw);
        }
    }

    /// A frame that is referred to more or less often than it was taken, in words; null if there is none.
    @Nullable
    String flaw() {
        counted[Frames.ZERO] = 1;
        state.spaces().values().forEach(space -> count(space.pages));
        state.objects().values().forEach(object -> count(object.pages));
        for (Ticket ticket : state.tickets.values()) {
            for (int index = 0; index < ticket.frames().size(); index++) {
                count(ticket.frames().at(index));
            }
        }
        if (absent != 0) {
            return "there is no frame " + absent;
        }
        for (int frame = 0; frame < counted.length; frame++) {
            int taken = state.frames.isFree(frame) ? 0 : state.frames.references(frame);
            if (taken != counted[frame]) {
                return "frame %d was taken %d times and is referred to %d times"
                        .formatted(frame, taken, counted[frame]);
            }
        }
        return null;
    }

    private void count(PageTree pages) {
        for (long index = pages.next(0, Long.MAX_VALUE);
                index != Long.MAX_VALUE;
                index = pages.next(index + 1, Long.MAX_VALUE)) {
            count((int) (pages.at(index) >>> FRAME_SHIFT));
        }
    }

    private void count(int frame) {
        if (frame < 0 || frame >= counted.length) {
            absent = frame;
        } else {
            counted[frame]++;
        }
    }
}
