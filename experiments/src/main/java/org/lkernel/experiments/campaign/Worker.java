package org.lkernel.experiments.campaign;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.Oracle;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Stage;

/// Plays schedules on a machine of its own, on a thread of its own, until it is told to end.
final class Worker implements Runnable {
    private static final long[] NOTHING = {};

    /// A schedule to be played, or the end of the work.
    record Task(long number, @Nullable Round round) {}

    private final Plan plan;
    private final List<Oracle> oracles;
    private final BlockingQueue<Task> tasks;
    private final BlockingQueue<Object> answers;
    private volatile long number = -1;
    private volatile long sinceNanos;

    /// @param answers gets a [Played] for each schedule, or what the worker died of
    Worker(Plan plan, List<Oracle> oracles, BlockingQueue<Task> tasks, BlockingQueue<Object> answers) {
        this.plan = plan;
        this.oracles = oracles;
        this.tasks = tasks;
        this.answers = answers;
    }

    /// The schedule it is at, or -1.
    long number() {
        return number;
    }

    /// For how long it has been at that.
    long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public void run() {
        try (Stage stage = plan.target().stage()) {
            Task task = tasks.take();
            for (Round round = task.round(); round != null; round = task.round()) {
                sinceNanos = System.nanoTime();
                number = task.number();
                Played played = play(stage, task.number(), round);
                number = -1;
                answers.add(played);
                task = tasks.take();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            answers.add(failure);
        }
    }

    private Played play(Stage stage, long playing, Round round) {
        boolean interrupting = plan.target().interrupting();
        boolean scouting = interrupting && Round.scouts(playing);
        Outcome outcome = stage.play(
                plan.strategy().begin(playing, Seeds.of(plan.seed(), playing), round.pilot()),
                round.words(),
                interrupting,
                scouting,
                round.limits());
        return new Played(result(playing, stage, outcome), scouting ? stage.found() : NOTHING);
    }

    private Result result(long playing, Stage stage, Outcome outcome) {
        return new Result(
                playing,
                judge(oracles, outcome, stage),
                outcome.steps(),
                outcome.retired(),
                stage.differences(),
                stage.shape());
    }

    static @Nullable Failure judge(List<Oracle> oracles, Outcome outcome, Stage stage) {
        for (Oracle oracle : oracles) {
            Failure failure = oracle.judge(outcome, stage.computer());
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
