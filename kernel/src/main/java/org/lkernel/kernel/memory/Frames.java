package org.lkernel.kernel.memory;

import java.util.function.BooleanSupplier;

/// The page frames of a machine: which are in use, and how often each is referred to.
///
/// A frame is referred to once by every page-table entry that leads to it, once by the object whose page it is,
/// and once by whoever pins it for the moment. Frame [#ZERO] holds zeroes for good: anonymous memory that was
/// only read. Page tables count against the limit too, eight nodes a frame.
final class Frames {
    static final int NONE = -1;
    static final int ZERO = 0;

    private static final int NODES_PER_FRAME = 8;
    private static final long COUNT = 0xffff_ffffL;
    /// Some entry of a shared mapping may write to it.
    private static final long WRITTEN = 1L << 32;
    private static final long FREE = 1L << 63;

    private final HostPages host;
    private final PageTree words;
    private final PageTree.Meter meter;
    private final int limit;
    private int used;
    private int fresh;
    private int free;

    /// @param limit how many there may be
    Frames(int limit, PagePool pool, PageTree.Meter meter) {
        this.host = new HostPages(pool);
        this.meter = meter;
        this.words = new PageTree(meter);
        this.limit = Math.clamp(limit, 2, HostPages.FRAME_LIMIT);
        int zero = allocate(() -> false);
        if (zero != ZERO) {
            throw new IllegalStateException("the first frame is the frame of zeroes");
        }
    }

    private Frames(Frames original, PageTree.Meter meter) {
        this.host = original.host.copy();
        this.meter = meter;
        this.words = original.words.copy(meter);
        this.limit = original.limit;
        this.used = original.used;
        this.fresh = original.fresh;
        this.free = original.free;
    }

    Frames copy(PageTree.Meter account) {
        return new Frames(this, account);
    }

    void close() {
        host.close();
    }

    HostPages host() {
        return host;
    }

    int limit() {
        return limit;
    }

    /// Frames in use, and what the tables that lead to them cost.
    int used() {
        return used + meter.nodes() / NODES_PER_FRAME;
    }

    int available() {
        return Math.max(0, limit - used());
    }

    /// One past the highest number ever used.
    int highest() {
        return fresh;
    }

    /// A frame of zeroes, referred to once; [#NONE] when the limit is reached and nothing could be evicted.
    int allocate(BooleanSupplier evict) {
        while (used() >= limit) {
            if (!evict.getAsBoolean()) {
                return NONE;
            }
        }
        int frame = free != 0 ? free : fresh;
        if (frame >= HostPages.FRAME_LIMIT || !host.provide(frame)) {
            return NONE;
        }
        if (free != 0) {
            free = (int) words.at(frame);
        } else {
            fresh++;
        }
        words.put(frame, 1);
        used++;
        return frame;
    }

    int references(int frame) {
        return (int) (words.at(frame) & COUNT);
    }

    void retain(int frame) {
        words.put(frame, words.at(frame) + 1);
    }

    /// Takes one reference away; the last one frees the frame.
    void release(int frame) {
        long word = words.at(frame);
        if (word < 0 || (word & COUNT) == 0) {
            throw new IllegalStateException("frame " + frame + " is released more often than it was taken");
        }
        if ((word & COUNT) > 1) {
            words.put(frame, word - 1);
            return;
        }
        host.withdraw(frame);
        words.put(frame, FREE | free);
        free = frame;
        used--;
    }

    /// Whether exactly one refers to it, and it may be written in place.
    boolean isExclusive(int frame) {
        return frame != ZERO && references(frame) == 1;
    }

    /// Notes that a shared mapping may write to it, and makes the host page this machine's own.
    void exposeToWriting(int frame) {
        words.put(frame, words.at(frame) | WRITTEN);
        host.writing(frame);
    }

    /// Whether it can change under a mapping that only reads it.
    boolean isExposed(int frame) {
        return (words.at(frame) & WRITTEN) != 0;
    }
}
