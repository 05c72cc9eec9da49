package org.lkernel.experiments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.oracle.Oracle;

/// The workers of a campaign. One that does not come back from a schedule is given up, the schedule is a
/// failure of the kernel, and another takes its place.
final class Crew implements AutoCloseable {
    /// Of the host's time: far beyond the limits that a machine keeps by itself.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(300);

    private static final long LOOK_MILLIS = 500;

    private final Plan plan;
    private final List<Oracle> oracles;
    private final BlockingQueue<Worker.Task> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();

    Crew(Plan plan, List<Oracle> oracles) {
        this.plan = plan;
        this.oracles = oracles;
    }

    /// Plays those schedules, and gives what came of them in the order of their numbers.
    SortedMap<Long, Played> play(long from, long end, Round round) throws InterruptedException {
        while (workers.size() < Math.min(plan.jobs(), end - from)) {
            hire();
        }
        for (long number = from; number < end; number++) {
            tasks.add(new Worker.Task(number, round));
        }
        SortedMap<Long, Played> played = new TreeMap<>();
        while (played.size() < end - from) {
            Object answer = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            switch (answer) {
                case null -> replaceLost(played);
                case Played one -> played.putIfAbsent(one.result().number(), one);
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(String.valueOf(answer));
            }
        }
        return played;
    }

    private void hire() {
        Worker worker = new Worker(plan, oracles, tasks, answers);
        workers.add(worker);
        Thread.ofPlatform().daemon().name("worker-" + workers.size()).start(worker);
    }

    private void replaceLost(SortedMap<Long, Played> played) {
        long now = System.nanoTime();
        for (Worker worker : List.copyOf(workers)) {
            long number = worker.number();
            if (number >= 0 && now - worker.sinceNanos() > PATIENCE_NANOS) {
                workers.remove(worker);
                Failure failure = new Failure("kernel_crash", "loop", "a handler of the kernel did not come back");
                played.put(number, new Played(new Result(number, failure, 0, 0, 0, 0), new long[0]));
                hire();
            }
        }
    }

    @Override
    public void close() {
        tasks.clear();
        workers.forEach(_ -> tasks.add(new Worker.Task(-1, null)));
    }
}
