package org.lkernel.actors.fabric;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/// Akka's timers on a time that only the driver moves; equal deadlines fire in the order they were set.
///
/// Subsystems know nothing of it: their time is the clock subsystem's. It serves Akka's own shutdown alone.
public final class DrivenScheduler extends AbstractScheduler {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparingLong(timer -> timer.serial));
    private long nowNanos;
    private long serials;

    public DrivenScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

    /// Moves to the earliest timer and fires it; false when there is none.
    boolean advance() {
        Timer timer = timers.poll();
        if (timer == null) {
            return false;
        }
        nowNanos = timer.due;
        timer.fire();
        return true;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in Akka all the same
    public Cancellable schedule(
            FiniteDuration delay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        return add(delay, interval, task, executor);
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        return add(delay, null, task, executor);
    }

    @Override
    public double maxFrequency() {
        return 1e9;
    }

    private Timer add(
            FiniteDuration delay, @Nullable FiniteDuration interval, Runnable task, ExecutionContext executor) {
        Timer timer = new Timer(nowNanos + delay.toNanos(), interval == null ? 0 : interval.toNanos(), task, executor);
        timers.add(timer);
        return timer;
    }

    private final class Timer implements Cancellable {
        private final long intervalNanos;
        private final Runnable task;
        private final ExecutionContext executor;
        private final long serial = serials++;
        private long due;
        private boolean over;

        Timer(long due, long intervalNanos, Runnable task, ExecutionContext executor) {
            this.due = due;
            this.intervalNanos = intervalNanos;
            this.task = task;
            this.executor = executor;
        }

        void fire() {
            if (over) {
                return;
            }
            over = intervalNanos == 0;
            if (!over) {
                due += intervalNanos;
                timers.add(this);
            }
            executor.execute(task);
        }

        @Override
        public boolean cancel() {
            boolean cancelled = !over;
            over = true;
            timers.remove(this);
            return cancelled;
        }

        @Override
        public boolean isCancelled() {
            return over;
        }
    }
}
