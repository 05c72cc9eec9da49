package org.lkernel.it.embedding;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;

/// A device somebody added to the board: it counts the milliseconds that pass.
final class Watchdog implements Subsystem<Watchdog.Kick, Watchdog.Barks> {
    static final Port PORT = new Port(20);
    private static final long PERIOD_NANOS = 1_000_000;

    /// Attaches it, and then every period.
    record Kick(long atNanos) implements Message {}

    static final class Barks implements State<Barks> {
        long count;

        @Override
        public Barks copy() {
            Barks copy = new Barks();
            copy.count = count;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }
    }

    private Barks state = new Barks();

    @Override
    public Port port() {
        return PORT;
    }

    @Override
    public Class<Kick> understands() {
        return Kick.class;
    }

    @Override
    public Barks state() {
        return state;
    }

    @Override
    public void load(Barks loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Kick message, Outbox outbox) {
        state.count++;
        long next = message.atNanos() + PERIOD_NANOS;
        outbox.send(Port.CLOCK, new Clock.Arm(0, next, new Kick(next), true));
    }
}
