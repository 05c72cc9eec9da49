package org.lkernel.experiments.schedule;

import java.util.Arrays;

/// Who touched which word of memory in a run that shows every access: finds the words that two tasks touch
/// and one writes.
///
/// A word is known by its frame, so that two mappings of it are one word; it is reported by its guest
/// addresses, which are the same in the next schedule, where the frame may be another.
final class Touches {
    private static final int WORD_BITS = 3;
    private static final long SHARED = 1L << 62;
    private static final long WRITTEN = 1L << 61;

    private final LongTable byFrame = new LongTable();
    /// The address that a word was first touched at.
    private final LongTable first = new LongTable();
    /// Of a word that was touched at others too, the last of its entries in `addresses` and `before`.
    private final LongTable others = new LongTable();

    private final LongTable found = new LongTable();
    private long[] addresses = new long[16];
    private int[] before = new int[16];
    private int entries;

    void clear() {
        byFrame.clear();
        first.clear();
        others.clear();
        found.clear();
        entries = 1;
    }

    /// The words that are known to be shared, each at every address it was touched at.
    long[] found() {
        return found.keys();
    }

    /// Notes an access.
    void note(int task, long address, int frame, boolean writing) {
        long key = (long) frame << 9 | (address & 4095) >>> WORD_BITS;
        long mark = byFrame.at(key);
        long now = mark == 0 ? task : mark;
        if (writing) {
            now |= WRITTEN;
        }
        if (mark != 0 && (int) mark != task) {
            now |= SHARED;
        }
        if (now != mark) {
            byFrame.put(key, now);
        }
        boolean isNew = noteAddress(key, word(address), mark == 0);
        if (is(now) && (isNew || !is(mark))) {
            report(key);
        }
    }

    /// Whether the word had not been touched at that address before.
    private boolean noteAddress(long key, long word, boolean isFirst) {
        if (isFirst) {
            first.put(key, word);
            return true;
        } else if (first.at(key) == word) {
            return false;
        }
        for (int entry = (int) others.at(key); entry != 0; entry = before[entry]) {
            if (addresses[entry] == word) {
                return false;
            }
        }
        if (entries == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * entries);
            before = Arrays.copyOf(before, 2 * entries);
        }
        addresses[entries] = word;
        before[entries] = (int) others.at(key);
        others.put(key, entries++);
        return true;
    }

    private void report(long key) {
        found.put(first.at(key), 1);
        for (int entry = (int) others.at(key); entry != 0; entry = before[entry]) {
            found.put(addresses[entry], 1);
        }
    }

    private static boolean is(long mark) {
        return (mark & (SHARED | WRITTEN)) == (SHARED | WRITTEN);
    }

    static long word(long address) {
        return address >>> WORD_BITS;
    }
}
