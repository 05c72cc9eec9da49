package org.lkernel.experiments.schedule;

/// How long a schedule may be before it is taken to go on for ever.
///
/// @param steps messages since the base
/// @param retired instructions since the base
public record Limits(long steps, long retired) {
    /// Of the first one, of which nothing is known.
    public static final Limits FIRST = new Limits(50_000_000, 4_000_000_000L);

    /// Many times what the fifo schedule took.
    public static Limits after(long steps, long retired) {
        return new Limits(30 * steps + 20_000, 10 * retired + 5_000_000);
    }
}
