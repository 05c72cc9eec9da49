package org.lkernel.drivers.rtc;

import java.time.Clock;
import java.time.Instant;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.device.RealTimeClock;

/// The host's side of the real-time clock.
public final class TimeBackend implements Backend {
    private static final long SECOND = 1_000_000_000L;
    /// What a deterministic machine's clock shows when it begins: 1 January 2026.
    private static final long FIXED_NANOS = 1_767_225_600L * SECOND;

    private final Clock clock;
    private final boolean fixed;

    private TimeBackend(Clock clock, boolean fixed) {
        this.clock = clock;
        this.fixed = fixed;
    }

    /// The wall clock of the host.
    public static TimeBackend host() {
        return new TimeBackend(Clock.systemUTC(), false);
    }

    /// Always the same moment.
    public static TimeBackend fixed() {
        return new TimeBackend(Clock.systemUTC(), true);
    }

    @Override
    public Message answer(Message question) {
        if (fixed) {
            return new RealTimeClock.Answer(FIXED_NANOS);
        }
        Instant now = clock.instant();
        return new RealTimeClock.Answer(now.getEpochSecond() * SECOND + now.getNano());
    }
}
