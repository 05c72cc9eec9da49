package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.schedule.Decision;
import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.OutOfTime;
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
    /// Messages and a fiftieth of the instructions of all trials: a schedule that never ends is not tried for
    /// ever.
    private static final long MOST_WORK = 8_000_000;

    private static final int INSTRUCTIONS_A_MESSAGE = 50;

    private static final Failure TOO_LATE = new Failure("", "", "");

    private final Stage stage;
    private final List<Oracle> oracles;
    private final Limits limits;
    private final String signature;
    private final long deadline;
    private int trials;
    private long work;

    /// @param signature of the failure that is to be kept
    /// @param deadline by `System.nanoTime`, after which what is left is left
    public Shrinker(Stage stage, List<Oracle> oracles, Limits limits, String signature, long deadline) {
        this.stage = stage;
        this.oracles = oracles;
        this.limits = limits;
        this.signature = signature;
        this.deadline = deadline;
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
        return trials >= MOST_TRIALS || work >= MOST_WORK || System.nanoTime() >= deadline;
    }

    boolean fails(List<Decision> decisions) {
        Failure failure = judge(decisions);
        return failure != null && failure.signature().equals(signature);
    }

    /// What is wrong with a schedule; null when it passes. One that time was too short for is none of ours.
    private @Nullable Failure judge(List<Decision> decisions) {
        trials++;
        stage.until(deadline);
        try {
            Outcome outcome = stage.repeat(decisions, limits);
            work += outcome.steps() + outcome.retired() / INSTRUCTIONS_A_MESSAGE;
            return Worker.judge(oracles, outcome, stage);
        } catch (OutOfTime _) {
            return TOO_LATE;
        } finally {
            stage.until(Long.MAX_VALUE);
        }
    }

    /// A schedule that passes and differs from a failing one in as little as can be: a task is interrupted
    /// one point later or earlier. Where no such schedule passes, it lacks one decision, or all of them. The
    /// failing schedule is changed to be the other half of the pair. Null where none of these passes: those that
    /// do not fail as this one does fail in another way.
    public @Nullable CriticalPair pair(List<Decision> failing, Words words) {
        for (int index = failing.size() - 1; index >= 0; index--) {
            Decision decision = failing.get(index);
            if (decision.site() == Decision.Site.STAY && decision.usual() instanceof Subject.Task task) {
                CriticalPair pair = shift(failing, index, task, words);
                if (pair != null) {
                    return pair;
                }
            }
        }
        return lacking(failing);
    }

    private @Nullable CriticalPair lacking(List<Decision> failing) {
        for (int index = failing.size() - 1; index >= 0 && !isTired(); index--) {
            List<Decision> rest = new ArrayList<>(failing);
            rest.remove(index);
            if (judge(rest) == null) {
                return new CriticalPair(failing, rest);
            }
        }
        return !failing.isEmpty() && judge(List.of()) == null ? new CriticalPair(failing, List.of()) : null;
    }

    private @Nullable CriticalPair shift(List<Decision> failing, int index, Subject.Task task, Words words) {
        TreeSet<Long> points = new TreeSet<>();
        stage.repeat(failing, limits, words, (seen, kind, pc, address, progress) -> {
            if (seen == task.task()) {
                points.add(progress);
            }
        });
        List<Decision> last = failing;
        for (Long point = points.higher(task.progress()); point != null && !isTired(); point = points.higher(point)) {
            List<Decision> shifted = with(failing, index, new Subject.Task(task.task(), point));
            Failure failure = judge(shifted);
            if (failure == null) {
                return new CriticalPair(last, shifted);
            } else if (!failure.signature().equals(signature)) {
                return null;
            }
            last = shifted;
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
