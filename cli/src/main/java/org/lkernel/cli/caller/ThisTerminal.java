package org.lkernel.cli.caller;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The terminal of this process.
final class ThisTerminal implements Tty {
    private final @Nullable TerminalSettings settings = TerminalSettings.read();
    private final Terminal terminal;
    private final Attributes before;
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);

    ThisTerminal() throws IOException {
        terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .nativeSignals(true)
                .build();
        before = terminal.getAttributes();
    }

    @Override
    public InputStream input() {
        return terminal.input();
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public int rows() {
        return terminal.getSize().getRows();
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns();
    }

    @Override
    public void onResize(Runnable changed) {
        terminal.handle(Terminal.Signal.WINCH, signal -> changed.run());
    }

    @Override
    public void raw() {
        if (settings != null) {
            TerminalSettings.raw();
            return;
        }
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(
                EnumSet.of(
                        Attributes.LocalFlag.ICANON,
                        Attributes.LocalFlag.ECHO,
                        Attributes.LocalFlag.ISIG,
                        Attributes.LocalFlag.IEXTEN),
                false);
        raw.setInputFlags(
                EnumSet.of(
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

    @Override
    public void restore() {
        if (settings == null) {
            terminal.setAttributes(before);
        } else {
            settings.restore();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException leaving) {
            // Nothing is left to restore.
        }
        if (settings != null) {
            // The library has put its idea of them in their place.
            settings.restore();
        }
    }
}
