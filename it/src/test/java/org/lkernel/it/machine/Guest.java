package org.lkernel.it.machine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.console.StandardInput;
import org.lkernel.drivers.console.StreamBackend;
import org.lkernel.drivers.hostfiles.EmbeddedExport;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.task.TasksState;

/// A program on a machine of its own, its streams in memory: what the whole-machine tests are written with.
public final class Guest implements AutoCloseable {
    /// What a program left behind.
    public record Result(int status, byte[] out, byte[] err, String digest, long steps, long retired) {
        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        public String errors() {
            return new String(err, StandardCharsets.UTF_8);
        }
    }

    /// How a guest is set up; every method changes and returns it.
    public static final class Setup {
        private final List<Export> exports = new ArrayList<>(List.of(new EmbeddedExport()));
        private final List<Bytes> mounts = new ArrayList<>();
        private final List<Consumer<MachineBuilder>> changes = new ArrayList<>();
        private byte[] input = new byte[0];
        private long seed;
        private int harts = 1;
        private long memoryBytes = 512L << 20;
        private Mode mode = Mode.DETERMINISTIC;
        private boolean terminal;
        private boolean protect;

        public Setup root(Export root) {
            exports.set(0, root);
            return this;
        }

        public Setup volume(Export export, String point) {
            exports.add(export);
            mounts.add(Bytes.utf8(point));
            return this;
        }

        public Setup input(byte[] bytes) {
            input = bytes.clone();
            return this;
        }

        public Setup seed(long number) {
            seed = number;
            return this;
        }

        public Setup harts(int number) {
            harts = number;
            return this;
        }

        public Setup memory(long bytes) {
            memoryBytes = bytes;
            return this;
        }

        public Setup mode(Mode wanted) {
            mode = wanted;
            return this;
        }

        public Setup terminal() {
            terminal = true;
            return this;
        }

        public Setup protectInit() {
            protect = true;
            return this;
        }

        public Setup with(Consumer<MachineBuilder> change) {
            changes.add(change);
            return this;
        }

        /// Boots the program; nothing has run yet.
        public Guest boot(String... words) {
            return new Guest(this, List.of(words));
        }

        public Result run(String... words) {
            try (Guest guest = boot(words)) {
                guest.machine().run();
                return guest.result();
            }
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayInputStream host;
    private final StandardInput input;
    private final Machine machine;

    private Guest(Setup setup, List<String> words) {
        host = new ByteArrayInputStream(setup.input);
        input = new StandardInput(host);
        Hardware hardware = new Hardware(
                setup.harts,
                setup.memoryBytes,
                setup.mode == Mode.DETERMINISTIC,
                setup.terminal,
                setup.exports,
                setup.mounts);
        Board board = new Board(hardware);
        MachineBuilder builder = Machine.builder()
                .topology(board)
                .mode(setup.mode)
                .seed(setup.seed)
                .backend(Port.CONSOLE, new StreamBackend(input, out, err))
                .backend(Port.HOST_FILES, new ExportsBackend(setup.exports))
                .backend(Port.REAL_TIME_CLOCK, TimeBackend.fixed());
        setup.changes.forEach(change -> change.accept(builder));
        machine = builder.build();
        List<Bytes> arguments = words.stream().map(Bytes::utf8).toList();
        board.boot(
                machine, new Program(arguments.getFirst(), arguments, environment(), Bytes.utf8("/"), setup.protect));
    }

    public static Setup setup() {
        return new Setup();
    }

    private static List<Bytes> environment() {
        return List.of(
                Bytes.utf8("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                Bytes.utf8("HOME=/root"),
                Bytes.utf8("TERM=dumb"),
                Bytes.utf8("LC_ALL=C"));
    }

    public Machine machine() {
        return machine;
    }

    /// How much of its standard input the guest has not read.
    public int inputLeft() {
        return host.available() + input.unread().content().length();
    }

    public String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The state of one subsystem.
    public <S extends State<S>> S state(Class<S> type) {
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (type.isInstance(subsystem.state())) {
                return type.cast(subsystem.state());
            }
        }
        throw new IllegalArgumentException("no " + type.getSimpleName());
    }

    public TasksState.@Nullable Ended ended() {
        return state(TasksState.class).ended();
    }

    /// What there is so far; the status is -1 while the program runs.
    public Result result() {
        TasksState.Ended ended = ended();
        return new Result(
                ended == null ? -1 : ended.code(),
                out.toByteArray(),
                err.toByteArray(),
                machine.fullDigest(),
                machine.steps(),
                machine.retired());
    }

    @Override
    public void close() {
        machine.close();
    }
}
