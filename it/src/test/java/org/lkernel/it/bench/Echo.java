package org.lkernel.it.bench;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// Sends every ball back with one more on it: the least a subsystem can do.
final class Echo implements Subsystem<Echo.Ball, Echo.Count> {
    private final Port port;
    private final Port other;
    private Count count = new Count();

    Echo(Port port, Port other) {
        this.port = port;
        this.other = other;
    }

    public sealed interface Ball extends Message {}

    public record Bounce(long number) implements Ball {}

    static final class Count implements State<Count> {
        long bounces;

        @Override
        public Count copy() {
            Count copy = new Count();
            copy.bounces = bounces;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Ball> understands() {
        return Ball.class;
    }

    @Override
    public Count state() {
        return count;
    }

    @Override
    public void load(Count state) {
        count = state;
    }

    @Override
    public void receive(Port sender, Ball message, Outbox outbox) {
        switch (message) {
            case Bounce bounce -> {
                count.bounces++;
                outbox.send(other, new Bounce(bounce.number() + 1));
            }
        }
    }
}
