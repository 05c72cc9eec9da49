package org.lkernel.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What somebody may have meant who wrote a name that is not known.
public final class Nearest {
    private static final int SHOWN = 3;

    private Nearest() {}

    /// The known names least unlike the one given.
    public static String to(String text, List<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(text, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
    }

    /// How many letters have to be put in, left out or changed (Levenshtein).
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
