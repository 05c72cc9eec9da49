package org.lkernel.cli.caller;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who calls a command to hear what it says: without input, variables or a terminal.
public final class Listener implements Caller {
    private final List<String> words;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    public Listener(List<String> words) {
        this.words = words;
    }

    public String said() {
        return output.toString(StandardCharsets.UTF_8);
    }

    public String complained() {
        return error.toString(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public @Nullable String variable(String name) {
        return null;
    }

    @Override
    public Path absolute(Path path) {
        return path.toAbsolutePath();
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public @Nullable FileChannel inputFile() {
        return null;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public OutputStream error() {
        return error;
    }

    @Override
    public boolean onTerminal() {
        return false;
    }

    @Override
    public Tty terminal() {
        throw new IllegalStateException("a listener has no terminal");
    }

    @Override
    public void onSignal(String signal, Runnable told) {}

    @Override
    public void onStop(Consumer<Boolean> told) {}

    @Override
    public void end(int status) {
        throw new IllegalStateException("ended with " + status);
    }

    @Override
    public Runnable atEnd(Runnable last) {
        return () -> {};
    }
}
