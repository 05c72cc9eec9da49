package org.lkernel.experiments.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Decision;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Words;

/// What a campaign has found: its failures by their signatures, one of each reduced and shown.
final class Findings {
    private final Plan plan;
    private final Results results;
    private final Lead lead;
    private final Stage stage;
    private final long deadline;
    private final Duration patience;

    /// @param deadline after which nothing more is reduced
    Findings(Plan plan, Results results, Lead lead, Stage stage, long deadline, Duration patience) {
        this.plan = plan;
        this.results = results;
        this.lead = lead;
        this.stage = stage;
        this.deadline = deadline;
        this.patience = patience;
    }

    /// How many of the first schedules failed.
    static long failed(Results results, long schedules) throws ResultsException {
        return results.all().stream()
                .filter(result -> result.number() < schedules && result.failure() != null)
                .count();
    }

    /// Sums up the schedules that were asked for: there may be more, of a campaign that asked for more.
    Summary summary(boolean exhausted) throws ResultsException, InterruptedException {
        List<Result> all = results.all().stream()
                .filter(result -> result.number() < plan.schedules())
                .toList();
        Map<String, List<Result>> failed = new LinkedHashMap<>();
        SortedMap<Long, Integer> shapes = new TreeMap<>();
        for (Result result : all) {
            shapes.merge(result.shape(), 1, Integer::sum);
            Failure failure = result.failure();
            if (failure != null) {
                failed.computeIfAbsent(failure.signature(), _ -> new ArrayList<>())
                        .add(result);
            }
        }
        Words known = results.words(Round.of(Math.max(1, all.size())));
        List<Finding> findings = new ArrayList<>();
        for (List<Result> group : failed.values()) {
            findings.add(finding(group, known));
        }
        return new Summary(
                lead.outcome(),
                lead.pilot(),
                all.size(),
                failed.values().stream().mapToLong(List::size).sum(),
                shapes.size(),
                shapes.values().stream().filter(times -> times == 1).count(),
                known.count(),
                exhausted,
                findings);
    }

    private Finding finding(List<Result> group, Words known) throws ResultsException, InterruptedException {
        Failure failure = Objects.requireNonNull(group.getFirst().failure());
        if (System.nanoTime() >= deadline) {
            return unreduced(group, failure, "the budget was spent before it could be reduced");
        } else if (Vigil.isLoop(failure)) {
            return looping(group, failure, known);
        }
        playAgain(group.getFirst(), stage);
        Shrinker shrinker = new Shrinker(stage, lead.oracles(), lead.limits(), failure.signature(), deadline);
        List<Decision> reduced = shrinker.shrink(stage.decisions());
        return reduced == null
                ? unreduced(group, failure, "it did not fail when it was played again: a fault of lkernel's")
                : reduced(group, failure, reduced, shrinker, known);
    }

    private static Finding unreduced(List<Result> group, Failure failure, String remark) {
        long first = group.getFirst().number();
        return new Finding(failure, group.size(), first, first == 0, null, null, List.of(), remark);
    }

    private Finding reduced(
            List<Result> group, Failure failure, List<Decision> reduced, Shrinker shrinker, Words known) {
        long first = group.getFirst().number();
        CriticalPair pair = first == 0 ? null : shrinker.pair(reduced, known);
        List<Decision> failing = pair == null ? reduced : pair.failing();
        stage.repeat(failing, lead.limits());
        String digest = stage.digest();
        Symbols symbols = Symbols.of(plan.target(), stage.computer());
        Failure explained = new Failure(failure.kind(), failure.where(), symbols.explain(failure.text()));
        CaseFile file = caseFile(explained, failing, pair, digest, known);
        List<String> shown = Interleaving.of(file, stage, lead.limits());
        return new Finding(explained, group.size(), first, first == 0, file, pair, shown, "");
    }

    private Outcome playAgain(Result first, Stage on) throws ResultsException {
        Words words = results.words(Round.of(Math.max(1, first.number())));
        boolean interrupting = plan.target().interrupting();
        if (first.number() == 0) {
            return on.play(Chooser.FIFO, words, interrupting, false, lead.limits());
        }
        return on.play(
                plan.strategy().begin(first.number(), Seeds.of(plan.seed(), first.number()), lead.pilot()),
                words,
                interrupting,
                interrupting && Round.scouts(first.number()),
                lead.limits());
    }

    /// A schedule that does not come back cannot be tried many times; its case is what it had decided by then.
    @SuppressWarnings("MustBeClosedChecker") // a machine that does not come back cannot be closed
    private Finding looping(List<Result> group, Failure failure, Words known) throws InterruptedException {
        Result first = group.getFirst();
        Stage lost = plan.target().stage();
        Outcome outcome = Vigil.over(lost, patience, () -> playAgain(first, lost));
        if (outcome != null) {
            lost.close();
            return unreduced(group, failure, "it came back when it was played again");
        }
        CaseFile file = caseFile(failure, lost.decisions(), null, "", known);
        return new Finding(failure, group.size(), first.number(), false, file, null, List.of(), "");
    }

    private CaseFile caseFile(
            Failure failure, List<Decision> failing, @Nullable CriticalPair pair, String digest, Words words) {
        return new CaseFile(
                Identity.BUILD,
                plan.target(),
                plan.expected(),
                plan.check(),
                plan.oracle(),
                failure.signature(),
                failure.text(),
                digest,
                words.numbers(),
                failing,
                pair == null ? List.of() : pair.passing());
    }
}
