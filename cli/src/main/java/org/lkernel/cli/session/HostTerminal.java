package org.lkernel.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.caller.Tty;
import org.lkernel.kernel.Bytes;

/// The user's terminal, handed to the guest: every key goes to the machine, and it is restored on every way out.
public final class HostTerminal implements Attachment.Display, AutoCloseable {
    private static final int READ_BYTES = 4096;

    private final Tty terminal;
    private final Runnable callOff;
    private volatile Supplier<byte[]> farewell = () -> new byte[0];
    private volatile boolean closed;

    private HostTerminal(Tty terminal, Caller caller) {
        this.terminal = terminal;
        callOff = caller.atEnd(this::restore);
    }

    public static HostTerminal open(Caller caller) throws SessionException {
        try {
            HostTerminal opened = new HostTerminal(caller.terminal(), caller);
            opened.terminal.raw();
            return opened;
        } catch (IOException failure) {
            throw new SessionException("the terminal cannot be opened: " + failure.getMessage());
        }
    }

    /// Starts handing over what is typed, on a thread of its own.
    public void readKeys(Consumer<Bytes> keys, Runnable hangUp) {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> {
            try {
                InputStream input = terminal.input();
                byte[] buffer = new byte[READ_BYTES];
                int count;
                while ((count = input.read(buffer)) >= 0) {
                    keys.accept(Bytes.copyOf(buffer, 0, count));
                }
            } catch (IOException gone) {
                // The terminal went away: what follows says so to the guest.
            }
            if (!closed) {
                hangUp.run();
            }
        });
    }

    public void watchSize(Runnable changed) {
        terminal.onResize(changed);
    }

    /// What is to be written last, however the command ends: the guest's modes taken back.
    public void farewell(Supplier<byte[]> control) {
        farewell = control;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        terminal.output().write(bytes);
    }

    @Override
    public int rows() {
        return terminal.rows();
    }

    @Override
    public int columns() {
        return terminal.columns();
    }

    private void restore() {
        try {
            write(farewell.get());
        } catch (IOException gone) {
            // The terminal went away, and its settings with it.
        }
        terminal.restore();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        restore();
        callOff.run();
        terminal.close();
    }
}
