package org.lkernel.experiments.schedule;

import java.util.Arrays;
import java.util.TreeSet;

/// The words of memory that more than one task was seen to touch: every access to them is a point at which a task
/// may be interrupted. Immutable.
public final class Words {
    public static final Words NONE = new Words(new long[0]);
    private static final int PAGE_SHIFT = 9;

    private final long[] sorted;
    private final LongTable words = new LongTable();
    private final LongTable pages = new LongTable();

    private Words(long[] sorted) {
        this.sorted = sorted;
        for (long word : sorted) {
            words.put(word, 1);
            pages.put(word >>> PAGE_SHIFT, 1);
        }
    }

    /// These and others.
    public Words with(long[] more) {
        TreeSet<Long> all = new TreeSet<>();
        Arrays.stream(sorted).forEach(all::add);
        Arrays.stream(more).forEach(all::add);
        return all.size() == sorted.length
                ? this
                : new Words(all.stream().mapToLong(Long::longValue).toArray());
    }

    /// These words, as [#of] takes them.
    public long[] numbers() {
        return sorted.clone();
    }

    public static Words of(long[] numbers) {
        return NONE.with(numbers);
    }

    public int count() {
        return sorted.length;
    }

    boolean have(long address) {
        return words.has(Touches.word(address));
    }

    boolean haveOnPage(long address) {
        return pages.has(Touches.word(address) >>> PAGE_SHIFT);
    }
}
