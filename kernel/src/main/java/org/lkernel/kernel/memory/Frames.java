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
    static final int AREAS_PER_FRAME = 32;
    private static final long COUNT = 0xffff_ffffL;
    /// Some entry of a shared mapping may write to it.
    private static final long WRITTEN = 1L << 32;
    private static final long FREE = 1L << 63;

    private final HostPages host;
    private final PageTree words;
    private final PageTree.Meter meter;
    private final int limit;
    private int used;
    /// What other subsystems keep.
    private long chargedBytes;
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
        this.chargedBytes = original.chargedBytes;
        this.fresh = original.fresh;
        this.free = original.free;
    }

    private Frames(StoredMemory stored, PagePool pool, PageTree.Meter meter) {
        this.host = new HostPages(pool);
        this.meter = meter;
        this.words = stored.frames().tree(meter);
        this.limit = stored.frameLimit();
        this.chargedBytes = stored.chargedBytes();
        this.fresh = stored.fresh();
        this.free = stored.free();
    }

    /// The frames of a stored state, whose pages come from the source when they are touched.
    ///
    /// @throws IllegalArgumentException if the numbers do not fit together; nothing is held then
    static Frames of(StoredMemory stored, PagePool pool, PageTree.Meter meter, PageSource source) {
        Frames frames = new Frames(stored, pool, meter);
        try {
            frames.check();
            frames.provideAll(source);
            return frames;
        } catch (RuntimeException unfit) {
            frames.close();
            throw unfit;
        }
    }

    private void check() {
        if (limit < 2 || limit > HostPages.FRAME_LIMIT || fresh < 1 || fresh > HostPages.FRAME_LIMIT) {
            throw new IllegalArgumentException("no machine has %d frames of %d".formatted(fresh, limit));
        } else if (words.size() != fresh || words.next(0, Long.MAX_VALUE) != 0 || words.at(fresh - 1L) == 0) {
            throw new IllegalArgumentException("not every frame below " + fresh + " is accounted for");
        }
        int unused = 0;
        for (int frame = free; frame != 0; frame = (int) words.at(frame)) {
            if (words.at(frame) >= 0 || ++unused > fresh) {
                throw new IllegalArgumentException("frame " + frame + " is no free frame");
            }
        }
        for (int frame = 0; frame < fresh; frame++) {
            used += words.at(frame) < 0 ? 0 : 1;
        }
        if (used + unused != fresh || words.at(ZERO) < 0) {
            throw new IllegalArgumentException("frames are missing from the list of free ones");
        }
    }

    private void provideAll(PageSource source) {
        for (int frame = 0; frame < fresh; frame++) {
            if (words.at(frame) >= 0) {
                host.provide(frame, source);
            }
        }
    }

    StoredTree stored() {
        return StoredTree.of(words);
    }

    int fresh() {
        return fresh;
    }

    int free() {
        return free;
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

    /// Frames in use, what the tables that lead to them cost, and the areas, and what other subsystems keep.
    int used() {
        return used
                + meter.nodes() / NODES_PER_FRAME
                + meter.areas() / AREAS_PER_FRAME
                + (int) (chargedBytes / Raw.PAGE_SIZE);
    }

    long chargedBytes() {
        return chargedBytes;
    }

    void charge(long bytes) {
        chargedBytes = bytes;
    }

    /// Whether one more area is too much: they may take an eighth of memory.
    boolean isCrowded() {
        return meter.areas() / AREAS_PER_FRAME > limit / 8;
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

    boolean isFree(int frame) {
        return words.at(frame) < 0;
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
