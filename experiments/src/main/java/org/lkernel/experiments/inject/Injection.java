package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Moment;

/// A campaign: the golden run, the cases that follow from it, and what became of each.
public final class Injection {
    private final InjectionPlan plan;
    private final Observed golden;
    private final List<Case> cases;
    private final List<Space> spaces;

    /// How much there is to choose from.
    ///
    /// @param size occurrences, or instructions, in the golden run
    /// @param cases that are tried
    public record Space(Clause clause, long size, int cases) {}

    /// Who is told how far it has come.
    @FunctionalInterface
    public interface Watching {
        void at(int done, int failures, int total);
    }

    private Injection(InjectionPlan plan, Observed golden, List<Space> spaces, List<Case> cases) {
        this.plan = plan;
        this.golden = golden;
        this.spaces = spaces;
        this.cases = cases;
    }

    /// Runs the golden run, and says what is to be done.
    public static Injection prepare(InjectionPlan plan) throws Mistake {
        List<Fault> counted = plan.faults().stream().map(Injection::never).toList();
        try (Rig rig = new Rig(plan)) {
            Observed golden = rig.golden(counted);
            if (golden.ending() == Observed.Ending.CRASHED) {
                throw new Mistake("the golden run crashes: " + golden.words());
            }
            List<Space> spaces = new ArrayList<>();
            List<Case> cases = new ArrayList<>();
            for (int index = 0; index < plan.faults().size(); index++) {
                Clause clause = plan.faults().get(index);
                boolean between = clause.kind().isBetweenInstructions();
                long size = between ? golden.retired() : golden.seen()[index];
                List<Moment> moments = moments(clause, size, rig.baseRetired(), plan);
                spaces.add(new Space(clause, size, moments.size()));
                for (Moment moment : moments) {
                    Fault fault = new Fault(clause.kind(), clause.where(), moment, clause.parameters());
                    cases.add(new Case(cases.size() + 1, clause, List.of(fault)));
                }
            }
            return new Injection(plan, golden, spaces, cases);
        }
    }

    /// The fault of a clause, armed to be counted and never to strike.
    private static Fault never(Clause clause) {
        Moment moment = clause.kind().isBetweenInstructions()
                ? new Moment.Instruction(Long.MAX_VALUE)
                : new Moment.Occurrence(Long.MAX_VALUE);
        return new Fault(clause.kind(), clause.where(), moment, clause.parameters());
    }

    private static List<Moment> moments(Clause clause, long size, long baseRetired, InjectionPlan plan) {
        boolean between = clause.kind().isBetweenInstructions();
        return switch (clause.when()) {
            case Clause.At(long number) ->
                List.of(between ? new Moment.Instruction(baseRetired + number) : new Moment.Occurrence(number));
            case Clause.Each() -> List.of(new Moment.Every());
            case Clause.Sweep() -> {
                List<Moment> all = new ArrayList<>();
                for (long number = 1; number <= Math.min(size, plan.sampling().most()); number++) {
                    all.add(new Moment.Occurrence(number));
                }
                yield all;
            }
            case Clause.Sample() -> {
                SplittableRandom random =
                        new SplittableRandom(plan.seed() ^ clause.id().hashCode());
                int wanted = (int) Math.min(size, plan.sampling().cases());
                TreeSet<Long> drawn = new TreeSet<>();
                while (drawn.size() < wanted) {
                    drawn.add(1 + random.nextLong(size));
                }
                yield drawn.stream()
                        .<Moment>map(number ->
                                between ? new Moment.Instruction(baseRetired + number) : new Moment.Occurrence(number))
                        .toList();
            }
        };
    }

    public InjectionPlan plan() {
        return plan;
    }

    public Observed golden() {
        return golden;
    }

    public List<Space> spaces() {
        return spaces;
    }

    public List<Case> cases() {
        return cases;
    }

    /// Runs the cases that have no result yet.
    public void run(int jobs, CaseTable table, Watching watching) throws ResultsException, InterruptedException {
        Collection<Integer> known = table.numbers();
        ConcurrentLinkedQueue<Case> open = new ConcurrentLinkedQueue<>(
                cases.stream().filter(one -> !known.contains(one.number())).toList());
        int left = open.size();
        LinkedBlockingQueue<CaseResult> done = new LinkedBlockingQueue<>();
        for (int job = 0; job < Math.min(jobs, left); job++) {
            Thread.ofPlatform().daemon().name("injector-" + job).start(() -> work(open, done));
        }
        int failures = 0;
        for (int count = 1; count <= left; count++) {
            CaseResult result = done.take();
            table.add(result);
            failures += result.outcome().status() != 0 ? 1 : 0;
            watching.at(known.size() + count, failures, cases.size());
        }
    }

    private void work(ConcurrentLinkedQueue<Case> open, LinkedBlockingQueue<CaseResult> done) {
        Case one = open.poll();
        while (one != null) {
            try (Rig rig = new Rig(plan)) {
                // After a crash of the kernel the machine is not trusted any more.
                for (boolean sound = true; sound && one != null; one = open.poll()) {
                    Observed seen = rig.run(one.faults(), golden);
                    done.add(CaseResult.of(one, seen, golden));
                    sound = seen.ending() != Observed.Ending.CRASHED;
                }
            } catch (RuntimeException | Error failure) {
                if (one != null) {
                    done.add(CaseResult.failed(one, failure));
                    one = open.poll();
                }
            }
        }
    }

    /// Runs one case again.
    public CaseResult repeat(int number) {
        Case one = cases.get(number - 1);
        try (Rig rig = new Rig(plan)) {
            return CaseResult.of(one, rig.run(one.faults(), golden), golden);
        }
    }
}
