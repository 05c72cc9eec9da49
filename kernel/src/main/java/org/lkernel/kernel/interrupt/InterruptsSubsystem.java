package org.lkernel.kernel.interrupt;

import java.util.function.UnaryOperator;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.interrupt.InterruptsState.Line;

/// A level-triggered interrupt controller: a raised line is delivered once to its server, and again after it was
/// acknowledged if it has been raised meanwhile. In the manner of the RISC-V PLIC, chapter 1.
public final class InterruptsSubsystem implements Subsystem<Interrupts, InterruptsState> {
    private InterruptsState state = new InterruptsState();

    @Override
    public Port port() {
        return Port.INTERRUPTS;
    }

    @Override
    public Class<Interrupts> understands() {
        return Interrupts.class;
    }

    @Override
    public InterruptsState state() {
        return state;
    }

    @Override
    public void load(InterruptsState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Interrupts message, Outbox outbox) {
        switch (message) {
            case Interrupts.Attach attach -> attach(attach);
            case Interrupts.Raise raise -> change(raise.line(), Line::raised, outbox);
            case Interrupts.Acknowledge acknowledge -> change(acknowledge.line(), Line::served, outbox);
            case Interrupts.Mask mask -> change(mask.line(), line -> line.masked(true), outbox);
            case Interrupts.Unmask unmask -> change(unmask.line(), line -> line.masked(false), outbox);
        }
    }

    private void attach(Interrupts.Attach attach) {
        Line line = new Line(attach.server().id(), attach.service(), false, false, false, 0);
        state.lines = state.lines.plus(attach.line(), line);
    }

    private void change(int number, UnaryOperator<Line> change, Outbox outbox) {
        Line before = state.lines.get(number);
        if (before == null) {
            state.spurious++;
            outbox.warn("spurious interrupt on line " + number);
            return;
        }
        Line line = change.apply(before);
        if (line.deliverable()) {
            line = line.deliveredNow();
            outbox.send(new Port(line.port()), line.service());
        }
        state.lines = state.lines.plus(number, line);
    }
}
