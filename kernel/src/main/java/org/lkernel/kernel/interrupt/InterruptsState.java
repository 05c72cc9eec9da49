package org.lkernel.kernel.interrupt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.pcollections.TreePMap;

/// What the interrupt controller remembers of each line.
public final class InterruptsState implements State<InterruptsState> {
    /// @param port who serves the line, by sending it `service`
    record Line(int port, Message service, boolean masked, boolean pending, boolean inService, long delivered) {
        Line raised() {
            return new Line(port, service, masked, true, inService, delivered);
        }

        Line masked(boolean now) {
            return new Line(port, service, now, pending, inService, delivered);
        }

        Line served() {
            return new Line(port, service, masked, pending, false, delivered);
        }

        Line deliveredNow() {
            return new Line(port, service, masked, false, true, delivered + 1);
        }

        boolean deliverable() {
            return pending && !masked && !inService;
        }
    }

    TreePMap<Integer, Line> lines = TreePMap.empty();
    /// Raises of a line nobody serves.
    long spurious;

    @Override
    public InterruptsState copy() {
        InterruptsState copy = new InterruptsState();
        copy.lines = lines;
        copy.spurious = spurious;
        return copy;
    }

    /// What can be delivered is not kept.
    @Override
    public @Nullable String flaw(boolean thorough) {
        for (var line : lines.entrySet()) {
            if (line.getValue().deliverable()) {
                return "line " + line.getKey() + " is pending, and nothing is in its way";
            }
        }
        return null;
    }

    @Override
    public List<Observation> observe(Port port) {
        List<Observation> seen = new ArrayList<>();
        lines.forEach((number, line) -> seen.add(new Observation(
                "interrupts",
                "line " + number,
                "served by %s, delivered %d times%s%s%s"
                        .formatted(
                                new Port(line.port()),
                                line.delivered(),
                                line.pending() ? ", pending" : "",
                                line.inService() ? ", in service" : "",
                                line.masked() ? ", masked" : ""))));
        return seen;
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.INTERRUPTS);
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
