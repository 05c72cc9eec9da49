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
    ///
    /// @param ticket of those who wait for it: what is late answers nobody
    record Task(long ticket, long number, @Nullable Round round) {}

    /// What a worker has to say.
    ///
    /// @param task it was at, or null before the first
    /// @param played or null when it died
    /// @param death what it died of
    record Answer(
            Worker from,
            @Nullable Task task,
            @Nullable Played played,
            @Nullable Throwable death) {}

    private final Plan plan;
    private final List<Oracle> oracles;
    private final BlockingQueue<Task> tasks;
    private final BlockingQueue<Answer> answers;
    private volatile @Nullable Task task;
    private volatile @Nullable Vigil vigil;
    private volatile @Nullable Thread thread;
    private boolean dismissed;

    Worker(Plan plan, List<Oracle> oracles, BlockingQueue<Task> tasks, BlockingQueue<Answer> answers) {
        this.plan = plan;
        this.oracles = oracles;
        this.tasks = tasks;
        this.answers = answers;
    }

    /// The schedule it is at, or null.
    @Nullable
    Task task() {
        return task;
    }

    /// Whether its machine has been at one message for too long; to be asked from time to time, by one thread.
    boolean isLost() {
        Vigil present = vigil;
        return task != null && present != null && present.isLost();
    }

    /// What is wrong with it when it is lost.
    Failure failure() {
        return Vigil.failure(thread);
    }

    /// Gives it up, if it is still at that: should it ever come back, it takes no other schedule.
    synchronized boolean dismiss(Task given) {
        dismissed = given.equals(task);
        return dismissed;
    }

    private synchronized boolean begins(Task next) {
        if (dismissed) {
            tasks.add(next);
            return false;
        }
        task = next;
        return true;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (Stage stage = plan.target().quickStage()) {
            vigil = new Vigil(stage);
            Task next = tasks.take();
            for (Round round = next.round(); round != null && begins(next); round = next.round()) {
                Played played = play(stage, next.number(), round);
                task = null;
                answers.add(new Answer(this, next, played, null));
                next = tasks.take();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (Throwable death) {
            answers.add(new Answer(this, task, null, death));
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
