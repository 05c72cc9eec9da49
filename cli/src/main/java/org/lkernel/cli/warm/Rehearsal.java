package org.lkernel.cli.warm;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.caller.Tty;

/// A command that nobody called and nobody sees: what it needs is there afterwards.
record Rehearsal(List<String> words) implements Caller {
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
        return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream error() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public boolean onTerminal() {
        return false;
    }

    @Override
    public Tty terminal() {
        throw new IllegalStateException("a rehearsal has no terminal");
    }

    @Override
    public void onSignal(String signal, Runnable told) {}

    @Override
    public void onStop(Consumer<Boolean> told) {}

    @Override
    public void end(int status) {
        throw new IllegalStateException("a rehearsal ended with " + status);
    }

    @Override
    public Runnable atEnd(Runnable last) {
        return () -> {};
    }
}
