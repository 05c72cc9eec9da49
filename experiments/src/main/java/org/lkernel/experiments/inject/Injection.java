package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Moment;

/// A campaign: the golden run, the cases that follow from it, and what became of each.
public final class Injection {
    private static final int TRIALS = 50;
    private static final long TRIAL_NANOS = 2_000_000_000;

    private final InjectionPlan plan;
    private final Observed golden;
    private final List<Space> spaces;

    /// Who is told how far it has come.
    @FunctionalInterface
    public interface Watching {
        void at(int done, int failures, int total);
    }

    private Injection(InjectionPlan plan, Observed golden, List<Space> spaces) {
        this.plan = plan;
        this.golden = golden;
        this.spaces = spaces;
    }

    /// Runs the golden run, and says what is to be done.
    public static Injection prepare(InjectionPlan plan) throws Mistake {
        List<Fault> counted = plan.faults().stream().map(Injection::never).toList();
        try (Rig rig = Rig.alone(plan)) {
            Observed golden = rig.golden(counted);
            check(plan, golden);
            if (rig.missing() != null) {
                throw new Mistake("the golden run leaves no " + rig.missing() + " that could be left alone");
            }
            return new Injection(plan, golden, new Spaces(plan, golden, rig).all());
        }
    }

    /// What is to be compared with must itself be as it should.
    private static void check(InjectionPlan plan, Observed golden) throws Mistake {
        Integer exitCode = plan.oracle().exitCode();
        if (golden.ending() == Observed.Ending.CRASHED) {
            throw new Mistake("the golden run crashes: " + golden.words());
        } else if (golden.ending() == Observed.Ending.ENDLESS) {
            throw new Mistake(("the golden run does not end within %,d ms of the machine's time: give it more"
                            + " (phases: [inject: {or: TIME}]), or a workload that ends")
                    .formatted(plan.phases().longestNanos() / 1_000_000));
        } else if (exitCode != null && golden.status() != exitCode) {
            throw new Mistake(
                    "the golden run ends with status %d, and the plan wants %d".formatted(golden.status(), exitCode));
        } else if (!golden.isRight()) {
            throw new Mistake(
                    "the golden run does not pass the check: " + plan.oracle().check());
        }
    }

    /// The fault of a clause, armed to be counted and never to strike.
    private static Fault never(Clause clause) {
        return clause.kind().isBetweenInstructions()
                ? clause.at(new Moment.Instruction(Long.MAX_VALUE))
                : clause.at(new Moment.Occurrence(Long.MAX_VALUE));
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

    /// All that may be run; of a sample less may do.
    public List<Case> cases() {
        return spaces.stream().flatMap(space -> space.cases().stream()).toList();
    }

    /// Runs the cases that have no result yet, and makes one failure of each kind as small as it can be.
    public void run(int jobs, CaseTable table, Watching watching) throws ResultsException, InterruptedException {
        SortedMap<Integer, CaseResult> known =
                new TreeMap<>(table.all().stream().collect(Collectors.toMap(CaseResult::number, result -> result)));
        for (List<Case> wave = wave(known); !wave.isEmpty(); wave = wave(known)) {
            run(wave, jobs, table, known, watching);
        }
        if (plan.minimise()) {
            minimise(table, new InjectionReport(this, table.all(), List.of()));
        }
    }

    /// The cases that are to be run next, as follows from the results alone.
    private List<Case> wave(SortedMap<Integer, CaseResult> known) {
        List<Case> wave = new ArrayList<>();
        for (Space space : spaces) {
            Sequence.next(space, plan.sampling(), known).stream()
                    .filter(one -> !known.containsKey(one.number()))
                    .forEach(wave::add);
        }
        return wave;
    }

    private void run(
            List<Case> wave, int jobs, CaseTable table, SortedMap<Integer, CaseResult> known, Watching watching)
            throws ResultsException, InterruptedException {
        ConcurrentLinkedQueue<Case> open = new ConcurrentLinkedQueue<>(wave);
        LinkedBlockingQueue<CaseResult> done = new LinkedBlockingQueue<>();
        for (int job = 0; job < Math.min(jobs, wave.size()); job++) {
            Worker.start(plan, golden, open, done);
        }
        int failures = (int) known.values().stream().filter(this::isFailure).count();
        for (int count = 1; count <= wave.size(); count++) {
            CaseResult result = done.take();
            table.add(result);
            known.put(result.number(), result);
            failures += isFailure(result) ? 1 : 0;
            watching.at(known.size(), failures, Math.max(known.size(), cases().size()));
        }
    }

    /// Whether the campaign fails for it.
    boolean isFailure(CaseResult result) {
        return result.outcome().status() != 0 || plan.failOn().contains(result.outcome());
    }

    private void minimise(CaseTable table, InjectionReport report) throws ResultsException {
        List<String> known = table.smallest().stream().map(Smallest::signature).toList();
        for (Group group : report.groups()) {
            if (isFailure(group.first())
                    && group.first().outcome() != OutcomeClass.HARNESS_ERROR
                    && !known.contains(group.signature())) {
                table.add(smallest(group));
            }
        }
    }

    private Smallest smallest(Group group) {
        try (Rig rig = Rig.alone(plan)) {
            Minimiser minimiser = new Minimiser(
                    faults -> rig.run(faults, golden),
                    seen -> CaseResult.signature(seen, golden).equals(group.signature()));
            List<Fault> left = minimiser.smallest(one(group.first().number()).faults());
            return new Smallest(group.signature(), group.first().number(), Case.text(left), minimiser.trials());
        }
    }

    private Case one(int number) {
        return cases().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /// Runs one case again.
    public CaseResult repeat(int number) {
        Case one = one(number);
        try (Rig rig = Rig.alone(plan)) {
            return CaseResult.of(one, rig.run(one.faults(), golden), golden);
        }
    }

    /// How long a run takes here, in nanoseconds of the host: the shortest of some, as most runs of a campaign find the
    /// machine warm.
    public long runNanos() {
        try (Rig rig = Rig.alone(plan)) {
            long shortest = Long.MAX_VALUE;
            long begun = System.nanoTime();
            for (int run = 0; run < TRIALS && System.nanoTime() - begun < TRIAL_NANOS; run++) {
                long before = System.nanoTime();
                rig.run(List.of(), golden);
                shortest = Math.min(shortest, System.nanoTime() - before);
            }
            return shortest;
        }
    }
}
