package org.lkernel.kernel.hart.translate;

/// When a region is hot enough to be translated.
///
/// @param period instructions interpreted between two looks at where the hart is
/// @param least instructions interpreted at one place, as far as is known, before the region there is hot
/// @param most the same later on, when it is known that the program does not stay where it began
/// @param size instructions in a region at most, those that access memory counted twice
public record Zeal(long period, int least, int most, int size) {
    /// Nothing is ever hot.
    public static final Zeal NONE = new Zeal(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
    /// What pays off in the long run.
    public static final Zeal USUAL = new Zeal(16_384, 4_000_000, 16_000_000, 100);
    /// Everything that is jumped to is hot.
    public static final Zeal UTMOST = new Zeal(1, 1, 1, 150);

    /// The part of all that is interpreted that is much for one place.
    private static final int PART = 8;

    /// Instructions interpreted at one place that make it hot, after that many at all places.
    public long enough(long interpreted) {
        return Math.clamp(interpreted / PART, least, most);
    }

    /// Whether a region may hold what was never run.
    public boolean looksAhead() {
        return period == 1;
    }
}
