package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.statistics.descriptive.Median;

/// How far the faults of one space spread: which subsystems heard something else than in the golden run, how soon, and
/// which were left with something else.
///
/// @param cases that struck at all
/// @param subsystems by name, those that most cases reached first
record Propagation(long cases, List<Reach> subsystems) {
    /// @param reached how many cases
    /// @param messages the median of how many were delivered between strike and the first other message
    /// @param left how many cases left something else in its state
    record Reach(String subsystem, long reached, double messages, long left) {}

    private static final String LEFT = " | left in ";

    static Propagation of(List<CaseResult> results) {
        List<String> spreads = results.stream()
                .filter(result -> result.struck() > 0)
                .map(CaseResult::spread)
                .toList();
        Map<String, List<Double>> reached = new TreeMap<>();
        Map<String, Long> left = new TreeMap<>();
        for (String spread : spreads) {
            String[] parts = (" " + spread).split(java.util.regex.Pattern.quote(LEFT), 2);
            for (String word : parts[0].strip().split(" ")) {
                int plus = word.lastIndexOf('+');
                if (plus > 0) {
                    reached.computeIfAbsent(word.substring(0, plus), _ -> new ArrayList<>())
                            .add(Double.valueOf(word.substring(plus + 1)));
                }
            }
            if (parts.length == 2) {
                new LinkedHashSet<>(List.of(parts[1].strip().split(" ")))
                        .forEach(name -> left.merge(name, 1L, Long::sum));
            }
        }
        TreeSet<String> names = new TreeSet<>(reached.keySet());
        names.addAll(left.keySet());
        List<Reach> all = new ArrayList<>();
        for (String name : names) {
            double[] distances = reached.getOrDefault(name, List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double median = distances.length == 0 ? 0 : Median.withDefaults().evaluate(distances);
            all.add(new Reach(name, distances.length, median, left.getOrDefault(name, 0L)));
        }
        all.sort(Collections.reverseOrder(java.util.Comparator.comparingLong(Reach::reached)));
        return new Propagation(spreads.size(), List.copyOf(all));
    }

    /// A line for a terminal, or none when nobody was reached.
    List<String> lines() {
        if (subsystems.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Reach reach : subsystems) {
            String remains = reach.left() == 0 ? "" : ", left %.0f %%".formatted(100.0 * reach.left() / cases);
            words.add("%s %.0f %% (+%.0f%s)"
                    .formatted(reach.subsystem(), 100.0 * reach.reached() / cases, reach.messages(), remains));
        }
        return List.of("  reached, after so many messages: " + String.join("; ", words));
    }
}
