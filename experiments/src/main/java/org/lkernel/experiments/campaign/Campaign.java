package org.lkernel.experiments.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.schedule.OutOfTime;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Words;

/// Many schedules of one program, each judged; those that fail are grouped, and one of each group is reduced.
///
/// What comes of it is a function of the plan's target, strategy, seed and number of schedules. How many workers
/// there are, which was faster, whether it was killed and went on, and whether more was played before changes
/// nothing: see [Round].
public final class Campaign {
    /// Of a budget, the part that is kept to reduce what failed.
    private static final int SHARE_OF_REDUCING = 4;

    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Plan plan;
    private final Results results;
    private final Watching watching;
    private final Duration patience;
    private boolean stopsAtFirst;

    /// Who is told how far it has come.
    @FunctionalInterface
    public interface Watching {
        /// @param done schedules played
        /// @param failures of these
        void at(long done, long failures, long total);
    }

    public Campaign(Plan plan, Results results, Watching watching) {
        this(plan, results, watching, Vigil.PATIENCE);
    }

    /// @param patience with a machine that is at one message
    Campaign(Plan plan, Results results, Watching watching, Duration patience) {
        this.plan = plan;
        this.results = results;
        this.watching = watching;
        this.patience = patience;
    }

    /// Results that are kept nowhere.
    public static Results inMemory() {
        return new ResultsInMemory();
    }

    /// Plays what is left to be played, and sums up.
    ///
    /// @throws InterruptedException if the thread was interrupted; what was played is kept
    /// @throws Mistake if the budget is spent before the first schedule is over
    public Summary run() throws ResultsException, InterruptedException, Mistake {
        long deadline = deadline();
        try (Stage stage = plan.target().stage(deadline)) {
            Lead lead = begin(stage, deadline);
            boolean exhausted = lead.pilot().decisions() == 0;
            if (!exhausted) {
                playAll(lead, deadline);
            }
            return new Findings(plan, results, lead, stage, deadline, patience).summary(exhausted);
        } catch (OutOfTime _) {
            throw new Mistake("in its usual order the program takes longer than --budget");
        }
    }

    private long deadline() {
        return plan.budget() == null
                ? Long.MAX_VALUE
                : System.nanoTime() + plan.budget().toNanos();
    }

    /// The number of the first schedule that fails, or -1 when none does.
    public static long first(Plan plan) throws ResultsException, InterruptedException {
        Campaign campaign = new Campaign(plan, inMemory(), (done, failures, total) -> {});
        campaign.stopsAtFirst = true;
        try (Stage stage = plan.target().stage()) {
            campaign.playAll(campaign.begin(stage, Long.MAX_VALUE), Long.MAX_VALUE);
            return campaign.results.all().stream()
                    .filter(result -> result.failure() != null)
                    .mapToLong(Result::number)
                    .findFirst()
                    .orElse(-1);
        }
    }

    private Lead begin(Stage stage, long deadline) throws ResultsException {
        stage.until(deadline);
        Lead lead = Lead.of(plan, stage);
        stage.until(Long.MAX_VALUE);
        if (results.played() == 0) {
            results.begin(lead.words());
            results.add(List.of(lead.judged(stage)), lead.words());
        }
        return lead;
    }

    /// Rounds are played in parts that take about a second, so little is lost when it is killed.
    private void playAll(Lead lead, long deadline) throws ResultsException, InterruptedException {
        long failures = Findings.failed(results, plan.schedules());
        long part = plan.jobs();
        try (Crew crew = new Crew(plan, lead.oracles(), patience)) {
            long next = results.played();
            while (next < plan.schedules() && !(stopsAtFirst && failures > 0)) {
                long began = System.nanoTime();
                long until = playUntil(failures, deadline);
                long roundsEnd = (Round.of(next) + 1) * Round.LENGTH + 1;
                long end = Math.min(Math.min(plan.schedules(), roundsEnd), next + part);
                SortedMap<Long, Played> played = play(crew, next, end, lead, until);
                if (played.isEmpty()) {
                    return;
                }
                next += played.size();
                failures += played.values().stream()
                        .filter(one -> one.result().failure() != null)
                        .count();
                watching.at(next, failures, plan.schedules());
                part = nextPart(part, System.nanoTime() - began);
            }
        }
    }

    private SortedMap<Long, Played> play(Crew crew, long next, long end, Lead lead, long until)
            throws ResultsException, InterruptedException {
        Words words = results.words(Round.of(next));
        SortedMap<Long, Played> played = crew.play(next, end, new Round(lead.pilot(), words, lead.limits()), until);
        List<Result> part = new ArrayList<>();
        for (Played one : played.values()) {
            words = words.with(one.found());
            part.add(one.result());
        }
        if (!part.isEmpty()) {
            results.add(part, words);
        }
        return played;
    }

    private long nextPart(long part, long nanos) {
        if (nanos < SHORT_NANOS) {
            return Math.min(Round.LENGTH, 2 * part);
        }
        return nanos > LONG_NANOS ? Math.max(plan.jobs(), part / 2) : part;
    }

    private long playUntil(long failures, long deadline) {
        return plan.budget() == null || failures == 0
                ? deadline
                : deadline - plan.budget().toNanos() / SHARE_OF_REDUCING;
    }
}
