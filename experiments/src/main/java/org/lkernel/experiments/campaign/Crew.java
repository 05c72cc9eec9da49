package org.lkernel.experiments.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Oracle;

/// The workers of a campaign. One that does not come back from a schedule is given up, the schedule is a
/// failure of the kernel, and another takes its place. What a given-up worker, or one whose time was over, says
/// later is recognised by its ticket, and dropped.
final class Crew implements AutoCloseable {
    private final Plan plan;
    private final List<Oracle> oracles;
    private final long lookMillis;
    private final BlockingQueue<Worker.Task> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Worker.Answer> answers = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();
    private int hired;
    private long ticket;

    /// @param patience with a worker that is at one message
    Crew(Plan plan, List<Oracle> oracles, Duration patience) {
        this.plan = plan;
        this.oracles = oracles;
        this.lookMillis = Vigil.apartMillis(patience);
    }

    /// Plays those schedules, and gives what came of them in the order of their numbers: of all, or of the first
    /// ones when time was over before.
    ///
    /// @param deadlineNanos by `System.nanoTime`
    SortedMap<Long, Played> play(long from, long end, Round round, long deadlineNanos) throws InterruptedException {
        ticket++;
        while (workers.size() < Math.min(plan.jobs(), end - from)) {
            hire();
        }
        for (long number = from; number < end; number++) {
            tasks.add(new Worker.Task(ticket, number, round));
        }
        SortedMap<Long, Played> played = new TreeMap<>();
        long looked = System.nanoTime();
        while (played.size() < end - from && System.nanoTime() < deadlineNanos) {
            hear(answers.poll(lookMillis, TimeUnit.MILLISECONDS), played);
            if (System.nanoTime() - looked >= TimeUnit.MILLISECONDS.toNanos(lookMillis)) {
                looked = System.nanoTime();
                replaceLost(played);
            }
        }
        tasks.clear();
        return withoutGap(from, played);
    }

    private static SortedMap<Long, Played> withoutGap(long from, SortedMap<Long, Played> played) {
        long next = from;
        while (played.containsKey(next)) {
            next++;
        }
        return played.headMap(next);
    }

    private void hire() {
        Worker worker = new Worker(plan, oracles, tasks, answers);
        workers.add(worker);
        Thread.ofPlatform().daemon().name("worker-" + ++hired).start(worker);
    }

    private void hear(Worker.@Nullable Answer answer, SortedMap<Long, Played> played) {
        if (answer == null || !workers.contains(answer.from())) {
            return;
        }
        switch (answer.death()) {
            case null -> take(answer, played);
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure -> throw new IllegalStateException(failure);
        }
    }

    private void take(Worker.Answer answer, SortedMap<Long, Played> played) {
        Worker.Task task = answer.task();
        if (task != null && task.ticket() == ticket && answer.played() != null) {
            played.put(task.number(), answer.played());
        }
    }

    private void replaceLost(SortedMap<Long, Played> played) {
        for (Worker worker : List.copyOf(workers)) {
            Worker.Task task = worker.task();
            if (task != null && worker.isLost() && worker.dismiss(task)) {
                workers.remove(worker);
                Result result = new Result(task.number(), worker.failure(), 0, 0, 0, 0);
                take(new Worker.Answer(worker, task, new Played(result, new long[0]), null), played);
                hire();
            }
        }
    }

    @Override
    public void close() {
        tasks.clear();
        workers.forEach(_ -> tasks.add(new Worker.Task(0, -1, null)));
    }
}
