package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.inference.BinomialTest;

/// Two campaigns beside each other, case by case: the same fault of the same clause in both is a pair.
///
/// Whether one campaign does more harm than the other is asked of the pairs that differ alone, by McNemar's exact test
/// ("Note on the sampling error of the difference between correlated proportions", 1947).
///
/// @param pairs how many cases both have
/// @param changed the pairs whose outcomes differ, in the order of the first campaign
/// @param worse pairs that came to harm in the second campaign alone
/// @param better pairs that came to harm in the first alone
/// @param onlyFirst cases of the first campaign that the second has not, and `onlySecond` the other way round
public record Comparison(int pairs, List<Pair> changed, int worse, int better, int onlyFirst, int onlySecond) {
    /// One fault in both.
    public record Pair(CaseResult first, CaseResult second) {
        private boolean worsens() {
            return first.outcome().isHarmless() && !second.outcome().isHarmless();
        }

        private boolean improves() {
            return !first.outcome().isHarmless() && second.outcome().isHarmless();
        }
    }

    public Comparison {
        changed = List.copyOf(changed);
    }

    /// What is compared is what was counted: cases whose experiment failed are left out.
    public static Comparison of(List<CaseResult> first, List<CaseResult> second) {
        Map<String, CaseResult> others = new HashMap<>();
        counted(second).forEach(result -> others.put(key(result), result));
        List<Pair> pairs = new ArrayList<>();
        for (CaseResult result : counted(first)) {
            CaseResult other = others.get(key(result));
            if (other != null) {
                pairs.add(new Pair(result, other));
            }
        }
        return new Comparison(
                pairs.size(),
                pairs.stream()
                        .filter(pair -> pair.first().outcome() != pair.second().outcome())
                        .toList(),
                (int) pairs.stream().filter(Pair::worsens).count(),
                (int) pairs.stream().filter(Pair::improves).count(),
                counted(first).size() - pairs.size(),
                counted(second).size() - pairs.size());
    }

    private static List<CaseResult> counted(List<CaseResult> results) {
        return results.stream()
                .filter(result -> result.outcome() != OutcomeClass.HARNESS_ERROR)
                .toList();
    }

    private static String key(CaseResult result) {
        return result.id() + " " + result.fault();
    }

    /// How likely so uneven a split, or a more uneven one, is if neither does more harm.
    public double probability() {
        int differing = worse + better;
        return differing == 0
                ? 1
                : BinomialTest.withDefaults().test(differing, worse, 0.5).getPValue();
    }

    /// For a terminal.
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        changed.forEach(pair -> lines.add("%s %s: %s, then %s"
                .formatted(
                        pair.first().id(),
                        pair.first().fault(),
                        pair.first().outcome(),
                        pair.second().outcome())));
        lines.add(
                "%,d pairs, %,d differ; harm in the second alone %,d, in the first alone %,d (McNemar, exact: p = %.3g)"
                        .formatted(pairs, changed.size(), worse, better, probability()));
        if (onlyFirst + onlySecond > 0) {
            lines.add("%,d cases are in the first alone, %,d in the second".formatted(onlyFirst, onlySecond));
        }
        return lines;
    }
}
