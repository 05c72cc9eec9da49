package org.lkernel.kernel.hart.translate;

/// When a region is hot enough to be translated.
///
/// @param period instructions interpreted between two looks at where the hart is
/// @param looks at one place before the region there is hot
/// @param visits from regions to a place that has none before one is made there
/// @param size instructions in a region at most, those that access memory counted twice
public record Zeal(long period, int looks, int visits, int size) {
    /// Nothing is ever hot.
    public static final Zeal NONE = new Zeal(Long.MAX_VALUE, 1, 1, 1);
    /// What pays off in the long run.
    public static final Zeal USUAL = new Zeal(16_384, 2, 40, 200);
    /// Everything that is jumped to is hot.
    public static final Zeal UTMOST = new Zeal(1, 1, 1, 150);

    /// Whether a region may hold what was never run.
    public boolean looksAhead() {
        return period == 1;
    }
}
