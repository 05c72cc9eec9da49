package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.oracle.CheckOracle;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.oracle.ProgramOracle;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Ending;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Words;
import org.lkernel.experiments.variant.Jar;

/// What fifo's schedule came to: all others are measured by it.
///
/// @param words that it showed to be shared
/// @param limits of the others
/// @param oracles who judge all of them
record Lead(Outcome outcome, Pilot pilot, Words words, Limits limits, List<Oracle> oracles) {
    Lead {
        oracles = List.copyOf(oracles);
    }

    /// Plays it, twice: the words that the first one shows are points in the second.
    static Lead of(Plan plan, Stage stage) {
        boolean interrupting = plan.target().interrupting();
        stage.play(Chooser.FIFO, Words.NONE, interrupting, true, Limits.FIRST);
        Words words = Words.of(stage.found());
        Outcome outcome = stage.play(Chooser.FIFO, words, interrupting, true, Limits.FIRST);
        Limits limits = Limits.after(outcome.steps(), outcome.retired());
        return new Lead(outcome, stage.pilot(), words, limits, oracles(plan, outcome));
    }

    private static List<Oracle> oracles(Plan plan, Outcome fifo) {
        ProgramOracle program = fifo.ending() instanceof Ending.Stuck stuck
                ? ProgramOracle.idle(plan.expected(), stuck.waits())
                : new ProgramOracle(plan.expected(), List.of());
        List<Oracle> oracles = new ArrayList<>(List.of(program));
        if (plan.check() != null) {
            oracles.add(new CheckOracle(plan.check()));
        }
        if (plan.oracle() != null) {
            oracles.add(ofJar(plan.oracle()));
        }
        return oracles;
    }

    private static Oracle ofJar(String reference) {
        try {
            return Jar.named(reference).only(Oracle.class, "oracles");
        } catch (Mistake mistake) {
            throw new IllegalArgumentException(mistake.getMessage(), mistake);
        }
    }

    /// How it is judged itself, while the stage stands at its end.
    Result judged(Stage stage) {
        return new Result(0, Worker.judge(oracles, outcome, stage), outcome.steps(), outcome.retired(), 0, 0);
    }
}
