package org.lkernel.experiments.schedule;

/// Who touched which word of memory in a run that shows every access: finds the words that two tasks touch
/// and one writes.
///
/// A word is known by its frame, so that two mappings of it are one word; it is reported by its guest
/// address, which is the same in the next schedule, where the frame may be another.
final class Touches {
    private static final int WORD_BITS = 3;
    private static final long SHARED = 1L << 62;
    private static final long WRITTEN = 1L << 61;

    private final LongTable byFrame = new LongTable();

    void clear() {
        byFrame.clear();
    }

    /// Notes an access; true when the word is now known to be shared, and was not before.
    boolean note(int task, long address, int frame, boolean writing) {
        long key = (long) frame << 9 | (address & 4095) >>> WORD_BITS;
        long before = byFrame.at(key);
        long now = before == 0 ? task : before;
        if (writing) {
            now |= WRITTEN;
        }
        boolean other = before != 0 && (int) before != task;
        if (other || (before & SHARED) != 0) {
            now |= SHARED;
        }
        if (now != before) {
            byFrame.put(key, now);
        }
        return is(now) && !is(before);
    }

    private static boolean is(long mark) {
        return (mark & (SHARED | WRITTEN)) == (SHARED | WRITTEN);
    }

    static long word(long address) {
        return address >>> WORD_BITS;
    }
}
