package org.lkernel.cli.warm;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.caller.Tty;

/// A command that another process is, which waits for this one to do its work.
final class Client implements Caller, AutoCloseable {
    /// Where the launcher has its standard streams once more: a shell that reads a line has the line's source at 0.
    private static final int INPUT = 6;
    private static final int OUTPUT = 7;
    private static final int ERROR = 8;

    private final ProcessEntry process;
    private final Path directory;
    private final List<String> words;
    private final Map<String, String> variables;
    private final ClientInput input;
    private final FileOutputStream output;
    private final FileOutputStream error;
    private final boolean onTerminal;
    private final ClientTerminal terminal;
    private final Runnable end;
    private final Map<String, Runnable> told = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Runnable> last = new ConcurrentLinkedDeque<>();
    private volatile Consumer<Boolean> stopped = now -> {};
    private volatile int status;

    /// @param end ends this process, after the other was told [#status]
    Client(Request request, Slot slot, Runnable end) throws IOException {
        process = request.process();
        directory = Path.of(process.link("cwd"));
        words = process.words(request.words());
        variables = process.variables();
        onTerminal = request.onTerminal();
        this.end = end;
        int descriptor = Posix.descriptorOf(process.number(), INPUT);
        input = new ClientInput(new FileInputStream(descriptor(descriptor)), descriptor);
        output = output(OUTPUT);
        error = output(ERROR);
        terminal = new ClientTerminal(slot, input, output);
    }

    private FileOutputStream output(int number) throws IOException {
        return new FileOutputStream(descriptor(Posix.descriptorOf(process.number(), number)));
    }

    /// What `java.io` calls a descriptor; the option `--add-opens` of hosts lets it be made.
    private static FileDescriptor descriptor(int number) throws IOException {
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(number);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw new IOException(closed);
        }
    }

    ProcessEntry process() {
        return process;
    }

    /// What the launcher said while its command runs.
    void hear(String line) {
        String[] all = line.split(" ", -1);
        switch (all[0]) {
            case "size" -> terminal.sized(all);
            case "restored" -> terminal.restored();
            default -> told.getOrDefault(all[0], () -> {}).run();
        }
    }

    /// The launcher's process was stopped, or goes on.
    void stop(boolean now) {
        stopped.accept(now);
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public @Nullable String variable(String name) {
        return variables.get(name);
    }

    @Override
    public Path absolute(Path path) {
        return directory.resolve(path);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public @Nullable FileChannel inputFile() {
        return Files.isRegularFile(process.descriptor(INPUT)) ? input.file().getChannel() : null;
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
        return onTerminal;
    }

    @Override
    public Tty terminal() {
        return terminal;
    }

    @Override
    public void onSignal(String signal, Runnable handler) {
        told.put(signal, handler);
    }

    @Override
    public void onStop(Consumer<Boolean> handler) {
        stopped = handler;
    }

    @Override
    public void end(int with) {
        last.forEach(Runnable::run);
        status = with;
        end.run();
    }

    int status() {
        return status;
    }

    @Override
    public Runnable atEnd(Runnable done) {
        last.add(done);
        return () -> last.remove(done);
    }

    @Override
    public void close() throws IOException {
        told.clear();
        stopped = now -> {};
        input.close();
        output.close();
        error.close();
    }
}
