package org.lkernel.drivers.rtc;

import java.time.Instant;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.device.RealTimeClock;

/// The real-time clock: says once what the wall clock showed when the machine began.
public final class RealTimeClockSubsystem implements Subsystem<RealTimeClock, RealTimeClockState> {
    private static final long SECOND = 1_000_000_000L;

    private final Input input;
    private RealTimeClockState state = new RealTimeClockState();

    public RealTimeClockSubsystem(Input input) {
        this.input = input;
    }

    @Override
    public Port port() {
        return Port.REAL_TIME_CLOCK;
    }

    @Override
    public Class<RealTimeClock> understands() {
        return RealTimeClock.class;
    }

    @Override
    public RealTimeClockState state() {
        return state;
    }

    @Override
    public void load(RealTimeClockState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, RealTimeClock message, Outbox outbox) {
        switch (message) {
            case RealTimeClock.Attach() -> attach(outbox);
            case RealTimeClock.Read() -> read(outbox);
        }
    }

    /// What is said of the time takes time of its own: whoever goes by the answer gets a fresh one.
    private void attach(Outbox outbox) {
        long nanos = ask();
        outbox.info(
                "rtc0 at board0: " + Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)));
        outbox.send(port(), new RealTimeClock.Read());
    }

    private void read(Outbox outbox) {
        outbox.send(Port.CLOCK, new Clock.EpochIs(ask()));
    }

    private long ask() {
        RealTimeClock.Answer answer = (RealTimeClock.Answer) input.ask(port(), new RealTimeClock.ReadHost());
        state.readNanos = answer.nanos();
        return answer.nanos();
    }
}
