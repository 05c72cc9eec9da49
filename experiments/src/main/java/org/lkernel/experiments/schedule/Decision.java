package org.lkernel.experiments.schedule;

import java.util.List;

/// Where a schedule differs from *fifo*: the oldest message, the foremost task, the longest stay.
///
/// @param site what was being decided
/// @param usual what fifo would have gone on with
/// @param occurrence how often that had been so at this site before
/// @param instead what the schedule went on with
public record Decision(Site site, Subject usual, int occurrence, Subject instead) {
    /// What can be decided.
    public enum Site {
        /// A task in the middle of its own code: whether it goes on.
        STAY,
        /// A vacant hart: who gets it.
        PICK,
        /// The messages under way: which is delivered.
        DELIVER;

        /// Sets what is counted for one site apart from what is counted for another.
        long salt() {
            return switch (this) {
                case STAY -> 0;
                case PICK -> 1L << 62;
                case DELIVER -> 1L << 61;
            };
        }
    }

    @Override
    public String toString() {
        return "%s %s %d %s".formatted(site.name().toLowerCase(java.util.Locale.ROOT), usual, occurrence, instead);
    }

    /// Reads what `toString` wrote.
    public static Decision parse(String line) {
        List<String> words = List.of(line.strip().split(" "));
        if (words.size() != 4) {
            throw new IllegalArgumentException("'" + line + "' is no decision");
        }
        return new Decision(
                Site.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT)),
                Subject.parse(words.get(1)),
                Integer.parseInt(words.get(2)),
                Subject.parse(words.get(3)));
    }
}
