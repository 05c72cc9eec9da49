package org.lkernel.experiments.inject;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Stops sampling as soon as the share of every outcome is as sure as asked for. It looks after whole batches alone,
/// and at the first cases of the sample alone, so what is run does not depend on who was faster.
///
/// A fixed width is looked for, not a difference: looking again and again makes the intervals hold a little less often
/// than they say (Frey, "Fixed-width sequential confidence intervals for a proportion", 2010).
final class Sequence {
    private static final int BATCH = 64;

    private Sequence() {}

    /// The cases of a space that are to be known, as far as is known already.
    static List<Case> next(Space space, InjectionPlan.Sampling sampling, Map<Integer, CaseResult> known) {
        if (!sampling.sequential() || !space.sampled()) {
            return space.cases();
        }
        int count = Math.min(BATCH, space.cases().size());
        while (count < space.cases().size() && isKnown(space.cases().subList(0, count), known)) {
            if (isSure(space.cases().subList(0, count), sampling, known)) {
                break;
            }
            count = Math.min(count + BATCH, space.cases().size());
        }
        return space.cases().subList(0, count);
    }

    private static boolean isKnown(List<Case> cases, Map<Integer, CaseResult> known) {
        return cases.stream().allMatch(one -> known.containsKey(one.number()));
    }

    private static boolean isSure(List<Case> cases, InjectionPlan.Sampling sampling, Map<Integer, CaseResult> known) {
        EnumMap<OutcomeClass, Integer> counts = new EnumMap<>(OutcomeClass.class);
        for (Case one : cases) {
            CaseResult result = known.get(one.number());
            if (result != null && result.outcome() != OutcomeClass.HARNESS_ERROR) {
                counts.merge(result.outcome(), 1, Integer::sum);
            }
        }
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return total > 0
                && counts.values().stream()
                        .map(count -> Interval.of(count, total, sampling.confidence()))
                        .allMatch(interval -> interval.high() - interval.low() <= 2 * sampling.halfWidth());
    }
}
