package org.lkernel.kernel.memory;

import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;

/// One walk over the content of all frames, for the digest.
final class Contents {
    private static final int FRAME_SHIFT = 12;

    private final Frames frames;
    private final Digest digest;
    private final int[] ordinals;
    private int met;

    Contents(Frames frames, Digest digest) {
        this.frames = frames;
        this.digest = digest;
        this.ordinals = new int[frames.highest()];
    }

    /// Folds every word of a tree: where it is, the named flags, and what its frame holds.
    void fold(PageTree pages, long flags) {
        digest.putLong(pages.size());
        for (long index = pages.next(0, Long.MAX_VALUE);
                index != Long.MAX_VALUE;
                index = pages.next(index + 1, Long.MAX_VALUE)) {
            long word = pages.at(index);
            digest.putLong(index);
            digest.putLong(word & flags);
            frame((int) (word >>> FRAME_SHIFT));
        }
    }

    void fold(Ticket ticket) {
        digest.putLong(ticket.awaited());
        digest.putLong(ticket.before());
        digest.putLong(ticket.frames().size());
        for (int index = 0; index < ticket.frames().size(); index++) {
            frame(ticket.frames().at(index));
        }
        Canonical.value(ticket.then(), digest);
    }

    private void frame(int frame) {
        digest.putInt(ordinals[frame]);
        if (ordinals[frame] != 0) {
            return;
        }
        met++;
        ordinals[frame] = met;
        digest.putInt(frames.references(frame));
        long page = frames.host().reading(frame);
        for (long at = page; at < page + Raw.PAGE_SIZE; at += Long.BYTES) {
            digest.putLong(Raw.loadLong(at));
        }
    }
}
