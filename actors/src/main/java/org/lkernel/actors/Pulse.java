package org.lkernel.actors;

import java.util.List;
import java.util.function.LongSupplier;
import org.lkernel.kernel.Resumable;

/// The host's time in live mode: read between two steps, and told to the machine when enough has passed.
///
/// Reading a clock costs as much as a delivery does, so it is read only every few steps: fewer when these turned out
/// to take long, one after a hart has run for long or the host was asked for something.
final class Pulse {
    private static final long PERIOD_NANOS = 50_000;
    private static final int MOST_STEPS_BETWEEN_READINGS = 16;
    private static final long INSTRUCTIONS_BETWEEN_READINGS = 2_000;

    private final LongSupplier hostNanos;
    private final List<Resumable> harts;
    /// Added to the host's time to make the machine's.
    private long offset;
    private long lastNanos;
    private long lastRetired;
    private int stepsSinceReading;
    private int stepsBetweenReadings = 1;
    private long readNanos;
    private long idleNanos;
    /// Since when nobody runs the machine.
    private long restNanos;

    Pulse(LongSupplier hostNanos, List<Resumable> harts) {
        this.hostNanos = hostNanos;
        this.harts = harts;
    }

    /// The machine's time is this now, and goes on with the host's from here.
    void startAt(long machineNanos) {
        offset = machineNanos - hostNanos.getAsLong();
        lastNanos = machineNanos - PERIOD_NANOS;
        readNanos = machineNanos;
        idleNanos = 0;
        restNanos = machineNanos;
    }

    /// The machine is not run for a while.
    void rest() {
        restNanos = nowNanos();
    }

    /// It is run again: the time it was not is nobody's, and it is told what time it is at once.
    void goOn() {
        idled(nowNanos() - restNanos);
        stepsSinceReading = stepsBetweenReadings;
    }

    long nowNanos() {
        return hostNanos.getAsLong() + offset;
    }

    /// The time to be told before the next delivery, or -1 when it is too soon.
    long beat() {
        long retired = retired();
        if (++stepsSinceReading < stepsBetweenReadings && retired - lastRetired < INSTRUCTIONS_BETWEEN_READINGS) {
            return -1;
        }
        lastRetired = retired;
        return beatAt(hostNanos.getAsLong());
    }

    /// The same, when the host's clock has just been read.
    long beatAt(long host) {
        long now = host + offset;
        stepsSinceReading = 0;
        stepsBetweenReadings = now - readNanos > PERIOD_NANOS / 2
                ? Math.max(1, stepsBetweenReadings / 2)
                : Math.min(MOST_STEPS_BETWEEN_READINGS, stepsBetweenReadings + 1);
        readNanos = now;
        return now - lastNanos < PERIOD_NANOS ? -1 : told(now);
    }

    /// The machine did nothing for so long.
    void idled(long nanos) {
        idleNanos += nanos;
    }

    /// For how long it did nothing since it was last asked.
    long takeIdle() {
        long idle = idleNanos;
        idleNanos = 0;
        return idle;
    }

    /// Takes note that the machine is told this time; never less than what it was told before.
    long told(long nanos) {
        lastNanos = Math.max(lastNanos, nanos);
        return lastNanos;
    }

    private long retired() {
        long sum = 0;
        for (int index = 0; index < harts.size(); index++) {
            sum += harts.get(index).retired();
        }
        return sum;
    }
}
