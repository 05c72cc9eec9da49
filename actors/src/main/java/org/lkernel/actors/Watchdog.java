package org.lkernel.actors;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;

/// Looks from a thread of its own whether a handler has not come back for a long time: nothing in Java can stop one
/// that loops, but it can be told of.
///
/// Time is counted in the watchdog's own ticks, so that a host that was suspended, or stopped this process, is not
/// mistaken for a handler that loops.
final class Watchdog implements AutoCloseable {
    private static final int TICKS = 20;
    private static final long LONGEST_TICK_NANOS = 100_000_000;

    private final Pace pace;
    private final Recent recent;
    private final CrashReporter reporter;
    private final long limitNanos;
    private final long tickNanos;
    private final Consumer<Stuck> told;
    private final CountDownLatch closed = new CountDownLatch(1);

    Watchdog(Pace pace, Recent recent, CrashReporter reporter, Duration limit, Consumer<Stuck> told) {
        this.pace = pace;
        this.recent = recent;
        this.reporter = reporter;
        this.limitNanos = limit.toNanos();
        this.tickNanos = Math.clamp(limitNanos / TICKS, 1_000_000, LONGEST_TICK_NANOS);
        this.told = told;
        Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
    }

    private void watch() {
        long step = 0;
        long nanos = 0;
        while (!tick()) {
            long now = pace.handling();
            nanos = now != 0 && now == step ? nanos + tickNanos : 0;
            step = now;
            Stuck stuck = nanos >= limitNanos ? stuck(step) : null;
            if (stuck != null) {
                told.accept(stuck);
                return;
            }
        }
    }

    /// Waits for a while; whether the machine was closed meanwhile.
    private boolean tick() {
        try {
            return closed.await(tickNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// What the handler of this step is doing; null when it has come back meanwhile.
    private @Nullable Stuck stuck(long step) {
        Thread thread = pace.thread();
        if (thread == null) {
            return null;
        }
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        List<Delivery> last = recent.upTo(step);
        if (pace.handling() != step || last.isEmpty()) {
            return null;
        }
        Port port = last.getLast().receiver();
        return new Stuck(reporter.seed(), step, port, Duration.ofNanos(limitNanos), last, stack, reporter.replayLine());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
