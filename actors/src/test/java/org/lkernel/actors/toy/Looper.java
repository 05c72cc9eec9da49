package org.lkernel.actors.toy;

import java.util.function.BooleanSupplier;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;

/// A subsystem with a bug: a handler of it comes back only when it is let go. Another asks the host.
public final class Looper implements Subsystem<Looper.Work, Looper.Nothing> {
    private final Port port;
    private final BooleanSupplier released;
    private final Input input;

    public Looper(Port port, BooleanSupplier released, Input input) {
        this.port = port;
        this.released = released;
        this.input = input;
    }

    public sealed interface Work extends Message {}

    public record Loop(int number) implements Work {}

    public record Ask(int number) implements Work {}

    /// What the host is asked, and what it answers.
    public record Slow() implements Message {}

    public static final class Nothing implements State<Nothing> {
        @Override
        public Nothing copy() {
            return new Nothing();
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
    public Class<Work> understands() {
        return Work.class;
    }

    @Override
    public Nothing state() {
        return new Nothing();
    }

    @Override
    public void load(Nothing state) {
        // There is nothing to remember.
    }

    @Override
    public void receive(Port sender, Work message, Outbox outbox) {
        switch (message) {
            case Loop loop -> loop();
            case Ask ask -> input.ask(port, new Slow());
        }
    }

    private void loop() {
        while (!released.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
