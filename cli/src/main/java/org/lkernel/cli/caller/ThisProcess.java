package org.lkernel.cli.caller;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// A command that this process is.
public final class ThisProcess implements Caller {
    private static final Path STANDARD_INPUT = Path.of("/dev/fd/0");

    private final List<String> words;
    private final FileInputStream input = new FileInputStream(FileDescriptor.in);
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);
    private final OutputStream error = new FileOutputStream(FileDescriptor.err);

    /// @param given what the JVM gave `main`
    public ThisProcess(String... given) {
        words = List.of(OwnWords.of(given));
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public @Nullable String variable(String name) {
        return OwnWords.variable(name);
    }

    @Override
    public Path absolute(Path path) {
        return path.toAbsolutePath();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public @Nullable FileChannel inputFile() {
        return Files.isRegularFile(STANDARD_INPUT) ? input.getChannel() : null;
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
    @SuppressWarnings("SystemConsoleNull") // what it says of null holds for one JDK and not for another
    public boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public Tty terminal() throws IOException {
        return new ThisTerminal();
    }

    @Override
    public void onSignal(String signal, Runnable told) {
        Signals.register(signal, told);
    }

    @Override
    public void onStop(Consumer<Boolean> told) {}

    @Override
    public void end(int status) {
        System.exit(status);
    }

    @Override
    public Runnable atEnd(Runnable last) {
        Thread hook = new Thread(last, "last");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> callOff(hook);
    }

    private static void callOff(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException leaving) {
            // It is being done.
        }
    }
}
