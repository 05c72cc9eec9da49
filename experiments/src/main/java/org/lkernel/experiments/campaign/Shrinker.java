package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.schedule.Decision;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Stage;
import org.lkernel.experiments.schedule.Subject;
import org.lkernel.experiments.schedule.Words;

/// Takes decisions away from a failing schedule as long as what is left fails with the same signature.
///
/// Decisions name what they are about, so those that are left mean what they meant. What is left is
/// 1-minimal: without any one of them the schedule passes, or fails otherwise.
///
/// @see "Zeller, Hildebrandt: Simplifying and isolating failure-inducing input, IEEE TSE 2002"
public final class Shrinker {
    private static final int MOST_TRIALS = 3000;
    /// Messages and a fiftieth of the instructions of all trials: a schedule that never ends is not tried for ever.
    private static final long MOST_WORK = 8_000_000;

    private static final int INSTRUCTIONS_A_MESSAGE = 50;

    private final Stage stage;
    private final List<Oracle> oracles;
    private final Limits limits;
    private final String signature;
    private int trials;
    private long work;

    public Shrinker(Stage stage, List<Oracle> oracles, Limits limits, String signature) {
        this.stage = stage;
        this.oracles = oracles;
        this.limits = limits;
        this.signature = signature;
    }

    /// How many schedules it has tried.
    public int trials() {
        return trials;
    }

    /// The decisions that cannot be taken away; null if not even all of them fail.
    public @Nullable List<Decision> shrink(List<Decision> failing) {
        List<Decision> left = trial(failing);
        if (left == null) {
            return null;
        }
        int parts = 2;
        while (!left.isEmpty() && parts <= 2 * left.size() && !isTired()) {
            List<Decision> smaller = without(left, parts);
            if (smaller != null) {
                left = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= left.size()) {
                break;
            } else {
                parts = Math.min(left.size(), 2 * parts);
            }
        }
        return left;
    }

    private @Nullable List<Decision> without(List<Decision> all, int parts) {
        for (int part = parts - 1; part >= 0 && !isTired(); part--) {
            int from = (int) ((long) all.size() * part / parts);
            int to = (int) ((long) all.size() * (part + 1) / parts);
            List<Decision> rest = new ArrayList<>(all.subList(0, from));
            rest.addAll(all.subList(to, all.size()));
            List<Decision> effective = from == to ? null : trial(rest);
            if (effective != null) {
                return effective;
            }
        }
        return null;
    }

    /// The decisions that took effect, if the schedule fails as it should; a decision whose moment never came
    /// is none.
    private @Nullable List<Decision> trial(List<Decision> decisions) {
        return fails(decisions) ? stage.decisions() : null;
    }

    private boolean isTired() {
        return trials >= MOST_TRIALS || work >= MOST_WORK;
    }

    boolean fails(List<Decision> decisions) {
        trials++;
        Outcome outcome = stage.repeat(decisions, limits);
        work += outcome.steps() + outcome.retired() / INSTRUCTIONS_A_MESSAGE;
        Failure failure = Worker.judge(oracles, outcome, stage);
        return failure != null && failure.signature().equals(signature);
    }

    /// A schedule that passes and differs from a failing one in as little as can be: a task is interrupted
    /// one point later or earlier. Where no such schedule passes, it lacks one decision. The failing schedule
    /// is changed to be the other half of the pair.
    public CriticalPair pair(List<Decision> failing, Words words) {
        for (int index = failing.size() - 1; index >= 0; index--) {
            Decision decision = failing.get(index);
            if (decision.site() == Decision.Site.STAY && decision.usual() instanceof Subject.Task task) {
                CriticalPair pair = shift(failing, index, task, words);
                if (pair != null) {
                    return pair;
                }
            }
        }
        return new CriticalPair(failing, failing.isEmpty() ? List.of() : failing.subList(0, failing.size() - 1));
    }

    private @Nullable CriticalPair shift(List<Decision> failing, int index, Subject.Task task, Words words) {
        TreeSet<Long> points = new TreeSet<>();
        stage.repeat(failing, limits, words, (seen, kind, pc, address, progress) -> {
            if (seen == task.task()) {
                points.add(progress);
            }
        });
        List<Decision> last = failing;
        for (Long point = points.higher(task.progress()); point != null; point = points.higher(point)) {
            List<Decision> shifted = with(failing, index, new Subject.Task(task.task(), point));
            if (!fails(shifted)) {
                return new CriticalPair(last, shifted);
            }
            last = shifted;
            if (isTired()) {
                break;
            }
        }
        return null;
    }

    private static List<Decision> with(List<Decision> failing, int index, Subject usual) {
        List<Decision> shifted = new ArrayList<>(failing);
        Decision old = failing.get(index);
        shifted.set(index, new Decision(old.site(), usual, old.occurrence(), old.instead()));
        return shifted;
    }
}
