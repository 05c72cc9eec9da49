package org.lkernel.actors.toy;

import java.util.List;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.pcollections.TreePVector;

/// Sends a numbered sequence to the judges when told to, and writes down in which order others' numbers came.
public final class Racer implements Subsystem<Racer.Race, Racer.Finish> {
    private final Port port;
    private Finish finish = new Finish();

    public Racer(Port port) {
        this.port = port;
    }

    public sealed interface Race extends Message {}

    /// Send the numbers 0 to `count` - 1 to each judge.
    public record Go(int count, List<Port> judges) implements Race {}

    public record Passed(int number) implements Race {}

    public record Seen(Port racer, int number) {}

    public static final class Finish implements State<Finish> {
        TreePVector<Seen> seen = TreePVector.empty();

        @Override
        public Finish copy() {
            Finish copy = new Finish();
            copy.seen = seen;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }

        public List<Seen> seen() {
            return seen;
        }
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Race> understands() {
        return Race.class;
    }

    @Override
    public Finish state() {
        return finish;
    }

    @Override
    public void load(Finish state) {
        finish = state;
    }

    @Override
    public void receive(Port sender, Race message, Outbox outbox) {
        switch (message) {
            case Go go -> start(go, outbox);
            case Passed passed -> finish.seen = finish.seen.plus(new Seen(sender, passed.number()));
        }
    }

    private static void start(Go go, Outbox outbox) {
        for (int number = 0; number < go.count(); number++) {
            for (Port judge : go.judges()) {
                outbox.send(judge, new Passed(number));
            }
        }
    }
}
