package org.lkernel.actors;

import java.util.List;
import java.util.function.LongSupplier;
import org.lkernel.kernel.Resumable;

/// The host's time in live mode: read between two steps, and told to the machine when enough has passed.
///
/// Reading a clock costs as much as a delivery does, so it is read only every few steps, or after a long slice of
/// a hart.
final class Pulse {
    private static final long PERIOD_NANOS = 50_000;
    private static final int STEPS_BETWEEN_READINGS = 16;
    private static final long INSTRUCTIONS_BETWEEN_READINGS = 2_000;

    private final LongSupplier hostNanos;
    private final List<Resumable> harts;
    /// Added to the host's time to make the machine's.
    private long offset;
    private long lastNanos;
    private long lastRetired;
    private int stepsSinceReading;

    Pulse(LongSupplier hostNanos, List<Resumable> harts) {
        this.hostNanos = hostNanos;
        this.harts = harts;
    }

    /// The machine's time is this now, and goes on with the host's from here.
    void startAt(long machineNanos) {
        offset = machineNanos - hostNanos.getAsLong();
        lastNanos = machineNanos;
    }

    long nowNanos() {
        return hostNanos.getAsLong() + offset;
    }

    /// The time to be told before the next delivery, or -1 when it is too soon.
    long beat() {
        long retired = retired();
        if (++stepsSinceReading < STEPS_BETWEEN_READINGS && retired - lastRetired < INSTRUCTIONS_BETWEEN_READINGS) {
            return -1;
        }
        stepsSinceReading = 0;
        lastRetired = retired;
        long now = nowNanos();
        return now - lastNanos < PERIOD_NANOS ? -1 : told(now);
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
