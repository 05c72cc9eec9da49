package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.CheckOracle;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.oracle.ProgramOracle;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Ending;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Words;
import org.lkernel.kernel.Bytes;

/// Many schedules of one program, each judged; those that fail are grouped, and one of each group is reduced.
///
/// What comes of it is a function of the plan's target, strategy and seed. How many workers there are, which was
/// faster, and whether it was killed and went on changes nothing: see [Round].
public final class Campaign {
    private final Plan plan;
    private final Results results;
    private final Watching watching;
    private boolean stopsAtFirst;

    /// Who is told how far it has come.
    @FunctionalInterface
    public interface Watching {
        /// @param done schedules played
        /// @param failures of these
        void at(long done, long failures, long total);
    }

    public Campaign(Plan plan, Results results, Watching watching) {
        this.plan = plan;
        this.results = results;
        this.watching = watching;
    }

    /// Results that are kept nowhere.
    public static Results inMemory() {
        return new ResultsInMemory();
    }

    /// Plays what is left to be played, and sums up.
    ///
    /// @throws InterruptedException if the thread was interrupted; what was played is kept
    public Summary run() throws ResultsException, InterruptedException {
        long deadline = plan.budget() == null
                ? Long.MAX_VALUE
                : System.nanoTime() + plan.budget().toNanos();
        try (Stage stage = plan.target().stage()) {
            Lead lead = lead(stage);
            List<Oracle> oracles = oracles(lead.outcome());
            boolean exhausted = lead.pilot().decisions() == 0;
            if (results.played() == 0) {
                results.begin(lead.words());
                results.add(List.of(judged(lead, oracles, stage)), lead.words());
            }
            if (!exhausted) {
                playAll(lead, oracles, deadline);
            }
            return summary(lead, stage, oracles, exhausted);
        }
    }

    /// The number of the first schedule that fails, or -1 when none does.
    public static long first(Plan plan) throws ResultsException, InterruptedException {
        Campaign campaign = new Campaign(plan, inMemory(), (done, failures, total) -> {});
        try (Stage stage = plan.target().stage()) {
            Lead lead = campaign.lead(stage);
            List<Oracle> oracles = campaign.oracles(lead.outcome());
            campaign.results.begin(lead.words());
            campaign.results.add(List.of(judged(lead, oracles, stage)), lead.words());
            campaign.stopsAtFirst = true;
            campaign.playAll(lead, oracles, Long.MAX_VALUE);
            return campaign.results.all().stream()
                    .filter(result -> result.failure() != null)
                    .mapToLong(Result::number)
                    .findFirst()
                    .orElse(-1);
        }
    }

    /// What fifo's schedule came to.
    private record Lead(Outcome outcome, Pilot pilot, Words words, Limits limits) {}

    private Lead lead(Stage stage) {
        boolean interrupting = plan.target().interrupting();
        stage.play(Candidates::usual, Words.NONE, interrupting, true, Limits.FIRST);
        Words words = Words.of(stage.found());
        Outcome outcome = stage.play(Candidates::usual, words, interrupting, true, Limits.FIRST);
        return new Lead(outcome, stage.pilot(), words, Limits.after(outcome.steps(), outcome.retired()));
    }

    private List<Oracle> oracles(Outcome fifo) {
        List<String> idle = fifo.ending() instanceof Ending.Stuck stuck ? ProgramOracle.idle(stuck.waits()) : List.of();
        List<Oracle> oracles = new ArrayList<>(List.of(new ProgramOracle(plan.expected(), idle)));
        if (plan.check() != null) {
            oracles.add(new CheckOracle(plan.check()));
        }
        return oracles;
    }

    private static Result judged(Lead lead, List<Oracle> oracles, Stage stage) {
        Failure failure = Worker.judge(oracles, lead.outcome(), stage);
        return new Result(0, failure, lead.outcome().steps(), lead.outcome().retired(), 0, 0);
    }

    private void playAll(Lead lead, List<Oracle> oracles, long deadline) throws ResultsException, InterruptedException {
        long failures = results.all().stream()
                .filter(result -> result.failure() != null)
                .count();
        try (Crew crew = new Crew(plan, oracles)) {
            long next = results.played();
            while (next < plan.schedules() && !(stopsAtFirst && failures > 0) && System.nanoTime() < deadline) {
                long end = Math.min(plan.schedules(), (Round.of(next) + 1) * Round.LENGTH + 1);
                Words words = results.words(Round.of(next));
                SortedMap<Long, Played> played = crew.play(next, end, new Round(lead.pilot(), words, lead.limits()));
                List<Result> round = new ArrayList<>();
                for (Played one : played.values()) {
                    words = words.with(one.found());
                    round.add(one.result());
                    failures += one.result().failure() == null ? 0 : 1;
                }
                results.add(round, words);
                next = end;
                watching.at(next, failures, plan.schedules());
            }
        }
    }

    // ---- what it came to

    private Summary summary(Lead lead, Stage stage, List<Oracle> oracles, boolean exhausted) throws ResultsException {
        Collection<Result> all = results.all();
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
        List<Finding> findings = new ArrayList<>();
        for (List<Result> group : failed.values()) {
            findings.add(finding(group, lead, stage, oracles));
        }
        return new Summary(
                lead.outcome(),
                lead.pilot(),
                all.size(),
                failed.values().stream().mapToLong(List::size).sum(),
                shapes.size(),
                shapes.values().stream().filter(times -> times == 1).count(),
                results.words(Round.of(Math.max(1, all.size()))).count(),
                exhausted,
                findings);
    }

    private Finding finding(List<Result> group, Lead lead, Stage stage, List<Oracle> oracles) throws ResultsException {
        Result first = group.getFirst();
        Failure failure = Objects.requireNonNull(first.failure());
        boolean everywhere = first.number() == 0;
        Words words = results.words(Round.of(Math.max(1, first.number())));
        if (everywhere) {
            stage.play(Candidates::usual, words, plan.target().interrupting(), false, lead.limits());
        } else {
            stage.play(
                    plan.strategy().begin(first.number(), Seeds.of(plan.seed(), first.number()), lead.pilot()),
                    words,
                    plan.target().interrupting(),
                    plan.target().interrupting() && Round.scouts(first.number()),
                    lead.limits());
        }
        Shrinker shrinker = new Shrinker(stage, oracles, lead.limits(), failure.signature());
        List<org.lkernel.experiments.schedule.Decision> reduced = shrinker.shrink(stage.decisions());
        if (reduced == null) {
            return new Finding(failure, group.size(), first.number(), everywhere, null, null, List.of());
        }
        Words known = results.words(Round.of(Math.max(1, results.played())));
        CriticalPair pair = everywhere ? new CriticalPair(reduced, List.of()) : shrinker.pair(reduced, known);
        Symbols symbols = Symbols.of(plan.target(), stage.computer());
        Failure explained = new Failure(failure.kind(), failure.where(), symbols.explain(failure.text()));
        CaseFile file = caseFile(pair, stage, lead, explained, known);
        List<String> shown = Interleaving.of(file, stage, lead.limits());
        return new Finding(explained, group.size(), first.number(), everywhere, file, pair, shown);
    }

    private CaseFile caseFile(CriticalPair pair, Stage stage, Lead lead, Failure failure, Words words) {
        stage.repeat(pair.failing(), lead.limits());
        return new CaseFile(
                Identity.BUILD,
                plan.target(),
                plan.expected(),
                plan.check(),
                failure.signature(),
                failure.text(),
                stage.digest(),
                words.numbers(),
                pair.failing(),
                pair.passing());
    }

    /// What came of a case that was played again.
    ///
    /// @param failure or null if it passes now
    public record Repeated(
            Outcome outcome,
            @Nullable Failure failure,
            String digest,
            List<String> shown,
            Bytes output,
            Bytes errors) {}

    /// Plays a case again.
    public static Repeated repeat(CaseFile file) {
        try (Stage stage = file.target().stage()) {
            Plan plan = new Plan(
                    file.target(),
                    (number, seed, pilot) -> Candidates::usual,
                    "",
                    0,
                    0,
                    null,
                    1,
                    file.expected(),
                    file.check());
            Campaign campaign = new Campaign(plan, inMemory(), (done, failures, total) -> {});
            Lead lead = campaign.lead(stage);
            List<Oracle> oracles = campaign.oracles(lead.outcome());
            Outcome outcome = stage.repeat(file.decisions(), lead.limits());
            Failure failure = Worker.judge(oracles, outcome, stage);
            String digest = stage.digest();
            Bytes output = Bytes.copyOf(stage.computer().console().output());
            Bytes errors = Bytes.copyOf(stage.computer().console().errors());
            return new Repeated(outcome, failure, digest, Interleaving.of(file, stage, lead.limits()), output, errors);
        }
    }
}
