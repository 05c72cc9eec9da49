package org.lkernel.drivers.console;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;

/// What the console driver remembers: characters received and not yet handed to the line discipline.
public final class ConsoleState implements State<ConsoleState> {
    int line;
    boolean terminal;
    Bytes received = Bytes.EMPTY;
    boolean hungUp;
    /// Characters that found the queue full.
    long overruns;

    @Override
    public ConsoleState copy() {
        ConsoleState copy = new ConsoleState();
        copy.line = line;
        copy.terminal = terminal;
        copy.received = received;
        copy.hungUp = hungUp;
        copy.overruns = overruns;
        return copy;
    }

    @Override
    public List<Observation> observe(Port port) {
        return List.of(new Observation(
                "devices", "console", "%d characters received and not served".formatted(received.length())));
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.CONSOLE);
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
