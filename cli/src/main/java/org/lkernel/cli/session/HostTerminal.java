package org.lkernel.cli.session;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The user's terminal, handed to the guest: every key goes to the machine, and it is restored on every way out.
public final class HostTerminal implements Attachment.Display, AutoCloseable {
    private static final int READ_BYTES = 4096;

    private final Terminal terminal;
    private final Attributes before;
    private final @Nullable TerminalSettings settings;
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);
    private final Thread restorer = new Thread(this::restore, "restore-terminal");
    private volatile Supplier<byte[]> farewell = () -> new byte[0];
    private volatile boolean closed;

    private HostTerminal(Terminal terminal, @Nullable TerminalSettings settings) {
        this.terminal = terminal;
        this.settings = settings;
        this.before = terminal.getAttributes();
    }

    public static HostTerminal open() throws SessionException {
        try {
            TerminalSettings settings = TerminalSettings.read();
            HostTerminal opened = new HostTerminal(
                    TerminalBuilder.builder()
                            .system(true)
                            .dumb(false)
                            .nativeSignals(true)
                            .build(),
                    settings);
            Runtime.getRuntime().addShutdownHook(opened.restorer);
            opened.raw();
            return opened;
        } catch (IOException failure) {
            throw new SessionException("the terminal cannot be opened: " + failure.getMessage());
        }
    }

    private void raw() {
        if (settings != null) {
            TerminalSettings.raw();
            return;
        }
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(
                java.util.EnumSet.of(
                        Attributes.LocalFlag.ICANON,
                        Attributes.LocalFlag.ECHO,
                        Attributes.LocalFlag.ISIG,
                        Attributes.LocalFlag.IEXTEN),
                false);
        raw.setInputFlags(
                java.util.EnumSet.of(
                        Attributes.InputFlag.IXON,
                        Attributes.InputFlag.ICRNL,
                        Attributes.InputFlag.INLCR,
                        Attributes.InputFlag.IGNCR,
                        Attributes.InputFlag.BRKINT,
                        Attributes.InputFlag.ISTRIP),
                false);
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
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
        terminal.handle(Terminal.Signal.WINCH, signal -> changed.run());
    }

    /// What is to be written last, however the command ends: the guest's modes taken back.
    public void farewell(Supplier<byte[]> control) {
        farewell = control;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        output.write(bytes);
    }

    @Override
    public int rows() {
        return terminal.getSize().getRows();
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns();
    }

    private void restore() {
        try {
            write(farewell.get());
        } catch (IOException gone) {
            // The terminal went away, and its settings with it.
        }
        if (settings == null) {
            terminal.setAttributes(before);
        } else {
            settings.restore();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restorer);
            terminal.close();
        } catch (IOException | IllegalStateException leaving) {
            // Nothing is left to restore.
        }
        if (settings != null) {
            // The library has put its idea of them in their place.
            settings.restore();
        }
    }
}
