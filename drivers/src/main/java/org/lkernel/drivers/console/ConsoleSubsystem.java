package org.lkernel.drivers.console;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.interrupt.Interrupts;

/// The console: a serial line whose other end is the terminal, or the three streams, of whoever started the
/// machine.
public final class ConsoleSubsystem implements Subsystem<Console, ConsoleState> {
    /// Characters kept until the interrupt is served: what a terminal may paste at once.
    private static final int RECEIVED_MAXIMUM = 1 << 16;

    private final Input input;
    private ConsoleState state = new ConsoleState();

    public ConsoleSubsystem(Input input) {
        this.input = input;
    }

    @Override
    public Port port() {
        return Port.CONSOLE;
    }

    @Override
    public Class<Console> understands() {
        return Console.class;
    }

    @Override
    public ConsoleState state() {
        return state;
    }

    @Override
    public void load(ConsoleState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Console message, Outbox outbox) {
        switch (message) {
            case Console.Attach attach -> attach(attach, outbox);
            case Console.Write write -> write(write, outbox);
            case Console.Read read -> read(read, outbox);
            case Console.Received received -> received(received.characters(), outbox);
            case Console.Resized window -> outbox.send(Port.FILES, new Files.WindowIs(window.rows(), window.columns()));
            case Console.HungUp() -> hungUp(outbox);
            case Console.InputCame() -> outbox.send(Port.FILES, new Files.InputCame());
            case Console.Serve() -> serve(outbox);
        }
    }

    private void attach(Console.Attach attach, Outbox outbox) {
        state.line = attach.line();
        state.terminal = attach.terminal();
        outbox.send(Port.INTERRUPTS, new Interrupts.Attach(attach.line(), port(), new Console.Serve()));
        outbox.info("console0 at board0 irq " + attach.line() + ": "
                + (attach.terminal() ? "terminal" : "standard streams"));
    }

    private void write(Console.Write write, Outbox outbox) {
        Console.Answer answer =
                (Console.Answer) input.ask(port(), new Console.WriteHost(write.stream(), write.content()));
        if (write.call() != null) {
            outbox.send(Port.FILES, new Files.OutputWritten(write.call(), errno(answer)));
        }
    }

    /// A machine that is to stop does so between two steps: a read that gives up for that is made again in another
    /// step.
    private void read(Console.Read read, Outbox outbox) {
        Console.Answer answer = (Console.Answer) input.ask(port(), new Console.ReadHost(read.length()));
        if (answer.errno() == Errno.EINTR.number()) {
            outbox.send(port(), read);
        } else if (answer.errno() == Errno.EAGAIN.number()) {
            outbox.send(Port.FILES, new Files.InputLater(read.call()));
        } else {
            outbox.send(Port.FILES, new Files.InputRead(read.call(), answer.content()));
        }
    }

    private static @Nullable Errno errno(Console.Answer answer) {
        return answer.errno() == 0 ? null : Errno.ofResult(-answer.errno());
    }

    private void received(Bytes characters, Outbox outbox) {
        int room = RECEIVED_MAXIMUM - state.received.length();
        int taken = Math.min(room, characters.length());
        state.overruns += characters.length() - taken;
        state.received = state.received.concat(characters.slice(0, taken));
        outbox.send(Port.INTERRUPTS, new Interrupts.Raise(state.line));
    }

    private void hungUp(Outbox outbox) {
        state.hungUp = true;
        outbox.send(Port.INTERRUPTS, new Interrupts.Raise(state.line));
    }

    private void serve(Outbox outbox) {
        if (!state.received.isEmpty()) {
            outbox.send(Port.FILES, new Files.Typed(state.received));
            state.received = Bytes.EMPTY;
        }
        if (state.hungUp) {
            outbox.send(Port.FILES, new Files.HungUp());
        }
        outbox.send(Port.INTERRUPTS, new Interrupts.Acknowledge(state.line));
    }
}
