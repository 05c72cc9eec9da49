package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Moment;

/// Derives the cases of a plan from what its golden run has passed.
final class Spaces {
    /// A case whose place is never passed ends the search for places.
    private static final int BEYOND = 1;

    private final InjectionPlan plan;
    private final Observed golden;
    private final long baseRetired;
    private final long baseNanos;
    private int cases;

    Spaces(InjectionPlan plan, Observed golden, Rig rig) {
        this.plan = plan;
        this.golden = golden;
        this.baseRetired = rig.baseRetired();
        this.baseNanos = rig.baseNanos();
    }

    /// The spaces of all faults, in the order of the plan, and then that of their combinations.
    List<Space> all() {
        List<Space> spaces = new ArrayList<>();
        for (int index = 0; index < plan.faults().size(); index++) {
            Clause clause = plan.faults().get(index);
            boolean between = clause.kind().isBetweenInstructions();
            spaces.add(space(clause, between ? golden.retired() : golden.seen()[index]));
        }
        if (plan.combined() > 1) {
            spaces.add(combinations(spaces));
        }
        return List.copyOf(spaces);
    }

    private Space space(Clause clause, long size) {
        return new Space(
                clause.id(),
                "%s at %s".formatted(clause.kind(), clause.where()),
                clause.kind().legality().toString(),
                size,
                clause.kind().unit(),
                faults(clause, size).stream()
                        .map(fault -> new Case(++cases, clause.id(), List.of(fault)))
                        .toList(),
                clause.when() instanceof Clause.Sample);
    }

    private List<Fault> faults(Clause clause, long size) {
        int most = plan.sampling().most();
        return switch (clause.when()) {
            case Clause.At(Moment moment, int wanted) -> at(clause, moment, wanted);
            case Clause.Sweep() -> upTo(clause, Math.min(size, most));
            case Clause.Systematic() -> upTo(clause, Math.min(size + BEYOND, most));
            case Clause.Sample() ->
                drawn(clause.id(), size, plan.sampling().cases()).stream()
                        .map(number ->
                                clause.at(number + 1 + (clause.kind().isBetweenInstructions() ? baseRetired : 0)))
                        .toList();
        };
    }

    private List<Fault> at(Clause clause, Moment moment, int wanted) {
        List<Fault> faults = new ArrayList<>();
        for (int luck = 0; luck < wanted; luck++) {
            Moment one = moment instanceof Moment.Chance(double percent, long draw)
                    ? new Moment.Chance(percent, draw + luck)
                    : moment.after(baseNanos, baseRetired);
            faults.add(clause.at(one));
        }
        return faults;
    }

    private static List<Fault> upTo(Clause clause, long last) {
        List<Fault> faults = new ArrayList<>();
        for (long number = 1; number <= last; number++) {
            faults.add(clause.at(number));
        }
        return faults;
    }

    /// Numbers from 0, all different, in the order of drawing, so that the first of them are a sample too.
    private Set<Long> drawn(String stream, long size, int most) {
        SplittableRandom random = new SplittableRandom(plan.seed() ^ stream.hashCode());
        Set<Long> drawn = new LinkedHashSet<>();
        while (drawn.size() < Math.min(size, most)) {
            drawn.add(random.nextLong(size));
        }
        return drawn;
    }

    /// Two faults at once: every pair of single cases, or a sample of the pairs.
    private Space combinations(List<Space> spaces) {
        List<Case> single =
                spaces.stream().flatMap(space -> space.cases().stream()).toList();
        long size = (long) single.size() * (single.size() - 1) / 2;
        List<Case> pairs = drawn(Space.COMBINED, size, plan.sampling().cases()).stream()
                .map(number -> pair(single, number))
                .toList();
        return new Space(Space.COMBINED, "two faults at once", "", size, "pairs", pairs, true);
    }

    /// The pair of that number: (0, 1), (0, 2), (1, 2), (0, 3)…
    private Case pair(List<Case> single, long number) {
        long later = (long) ((1 + Math.sqrt(1 + 8.0 * number)) / 2);
        while (later * (later - 1) / 2 > number) {
            later--;
        }
        while (later * (later + 1) / 2 <= number) {
            later++;
        }
        List<Fault> both = new ArrayList<>(
                single.get((int) (number - later * (later - 1) / 2)).faults());
        both.addAll(single.get((int) later).faults());
        return new Case(++cases, Space.COMBINED, both);
    }
}
