package org.lkernel.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Size;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Watcher;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.console.StandardInput;
import org.lkernel.drivers.console.StreamBackend;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.device.Console.HungUp;
import org.lkernel.kernel.device.Console.Received;
import org.lkernel.kernel.device.Console.Resized;
import org.lkernel.kernel.task.TasksState;

/// One machine from boot to its end, between the user's terminal or streams and its exit status.
final class Session {
    /// The status of a machine that failed itself, as `docker run` and `env` have it.
    static final int FAILED = 125;
    /// The status of a machine that was stopped by the user, and of one that was told to terminate.
    static final int INTERRUPTED = 130;
    static final int TERMINATED = 143;

    /// How a machine ends whose first program did run.
    private static final List<String> ENDS = List.of("exit", "reboot");

    private final MachineOptions options;
    private final PrintWriter error;
    private final boolean terminal;
    private final List<Watcher> watchers;
    private final StandardInput input = new StandardInput(new FileInputStream(FileDescriptor.in));
    /// The status that a signal asks for; 0 before there was one.
    private final AtomicInteger signalled = new AtomicInteger();

    /// @param terminal whether the guest's console is the user's terminal
    Session(MachineOptions options, boolean terminal, PrintWriter error, List<Watcher> watchers) {
        this.options = options;
        this.terminal = terminal;
        this.error = error;
        this.watchers = watchers;
    }

    /// Whether both ends of the command are a terminal.
    @SuppressWarnings("SystemConsoleNull") // what it says of null holds for one JDK and not for another
    static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Runs the program to its end; the status is the program's.
    int run(Program program) throws Complaint {
        Mode mode = options.mode(terminal);
        long seed = options.seed(mode);
        Hardware hardware = options.hardware(mode, terminal);
        Board board = new Board(hardware);
        try (Tracing tracing = Tracing.to(options.trace());
                Machine machine = builder(mode, seed, hardware, board, tracing).build();
                Attached keys = terminal ? Attached.to(machine) : Attached.NONE) {
            Signals.register("INT", () -> stop(machine, INTERRUPTED));
            Signals.register("TERM", () -> stop(machine, TERMINATED));
            board.boot(machine, program);
            keys.begin();
            return finish(machine, drive(machine, mode));
        } catch (KernelCrash crash) {
            throw new Complaint(FAILED, String.valueOf(crash.getMessage()));
        } catch (IOException failure) {
            throw new Complaint(FAILED, String.valueOf(failure.getMessage()));
        }
    }

    /// Stops the machine between two steps; who asks again does not wait for that.
    private void stop(Machine machine, int status) {
        if (!signalled.compareAndSet(0, status)) {
            System.exit(status);
        }
        machine.requestStop();
        input.interrupt();
    }

    private MachineBuilder builder(Mode mode, long seed, Hardware hardware, Board board, Tracing tracing)
            throws Complaint {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        MachineBuilder builder = Machine.builder()
                .topology(board)
                .mode(mode)
                .seed(seed)
                .answers(Journaled.ANSWERS)
                .replayLine(options.replayLine(seed))
                .backend(Port.CONSOLE, new StreamBackend(input, out, err))
                .backend(Port.HOST_FILES, new ExportsBackend(hardware.exports()))
                .backend(Port.REAL_TIME_CLOCK, mode == Mode.LIVE ? TimeBackend.host() : TimeBackend.fixed());
        Path record = options.record();
        if (record != null) {
            builder.journal(journal(record), Journaled.of(hardware).text(), options.words());
        }
        watchers.forEach(builder::watch);
        tracing.watchers().forEach(builder::watch);
        return builder;
    }

    private static SeekableByteChannel journal(Path path) throws Complaint {
        try {
            return Files.newByteChannel(
                    path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new Complaint(FAILED, "--record: '" + path + "' cannot be written: " + failure.getMessage());
        }
    }

    private TasksState.@Nullable Ended drive(Machine machine, Mode mode) throws Complaint {
        Stop stop = mode == Mode.LIVE ? machine.run(Inspection.of(machine).hasEnded(), Long.MAX_VALUE) : machine.run();
        TasksState.Ended ended = Inspection.of(machine).ended();
        if (ended == null && stop == Stop.QUIET) {
            throw new Complaint(
                    FAILED,
                    "every task waits and nothing is left that could wake one (deadlock):\n"
                            + Inspection.of(machine).waiting());
        }
        return ended;
    }

    private int finish(Machine machine, TasksState.@Nullable Ended ended) {
        if (options.log()) {
            machine.log().forEach(error::println);
        }
        if (options.report()) {
            Inspection.of(machine).report(error);
        }
        if (options.digest()) {
            error.println("digest: " + machine.fullDigest());
        }
        if (ended != null && !ENDS.contains(ended.reason())) {
            error.println("lkernel: " + ended.reason());
        }
        error.flush();
        return ended == null ? signalled.get() : ended.code();
    }

    /// The messages, written to a file as they are delivered.
    private record Tracing(@Nullable PrintWriter file) implements AutoCloseable {
        static Tracing to(@Nullable Path path) throws Complaint {
            try {
                return new Tracing(path == null ? null : new PrintWriter(Files.newBufferedWriter(path), true));
            } catch (IOException failure) {
                throw new Complaint(FAILED, "--trace: '" + path + "' cannot be written: " + failure.getMessage());
            }
        }

        List<Watcher> watchers() {
            PrintWriter to = file;
            return to == null
                    ? List.of()
                    : List.of((step, sender, receiver, message) ->
                            to.println("#%d %s → %s %s".formatted(step, sender, receiver, message)));
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }

    /// The user's terminal, while it is the machine's.
    private record Attached(
            @Nullable HostTerminal host, @Nullable Machine machine) implements AutoCloseable {
        static final Attached NONE = new Attached(null, null);

        static Attached to(Machine machine) throws Complaint {
            return new Attached(HostTerminal.open(), machine);
        }

        void begin() {
            if (host == null || machine == null) {
                return;
            }
            Machine attached = machine;
            resize(host.size());
            host.readKeys(
                    keys -> attached.offer(Port.CONSOLE, new Received(keys)),
                    () -> attached.offer(Port.CONSOLE, new HungUp()));
            host.watchSize(() -> resize(host.size()));
        }

        private void resize(Size size) {
            if (machine != null && size.getRows() > 0) {
                machine.offer(Port.CONSOLE, new Resized(size.getRows(), size.getColumns()));
            }
        }

        @Override
        public void close() throws IOException {
            if (host != null) {
                host.close();
            }
        }
    }
}
