package org.lkernel.kernel.memory;

/// A hash of what pages hold and where; pages of zeroes count as none, and so does the number of a frame.
final class PageHash {
    private static final int FRAME_SHIFT = 12;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private PageHash() {}

    static long of(Frames frames, PageTree pages) {
        long sum = 0;
        for (long index = pages.next(0, Long.MAX_VALUE);
                index != Long.MAX_VALUE;
                index = pages.next(index + 1, Long.MAX_VALUE)) {
            int frame = (int) (pages.at(index) >>> FRAME_SHIFT);
            long hash = frame == 0 ? 0 : page(frames.host().reading(frame));
            sum += hash == 0 ? 0 : mixed(hash ^ index * FACTOR);
        }
        return sum;
    }

    private static long page(long host) {
        long hash = 0;
        for (int offset = 0; offset < Raw.PAGE_SIZE; offset += Long.BYTES) {
            long word = Raw.loadLong(host + offset);
            if (word != 0) {
                hash = mixed(hash ^ word + offset);
            }
        }
        return hash;
    }

    private static long mixed(long word) {
        long product = word * FACTOR;
        return product ^ product >>> 32;
    }
}
