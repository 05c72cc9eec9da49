package org.lkernel.drivers.computer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Topology;
import org.lkernel.actors.Watcher;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.drivers.saved.HostRecord;
import org.lkernel.drivers.saved.Resumption;
import org.lkernel.drivers.saved.Tree;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.scheduler.FairPolicy;
import org.lkernel.kernel.scheduler.Policy;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SnapshotException;

/// Says what a [Computer] is made of; every method changes and returns it.
///
/// Unless told otherwise it has one hart, 1 GiB of memory, the embedded userland as its root, seed 0,
/// deterministic mode, plain streams for a console, and nothing on its standard input.
public final class ComputerBuilder {
    private final List<Place> places = new ArrayList<>(List.of(new Place(Tree.embedded(), null, "/")));
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Consumer<MachineBuilder>> changes = new ArrayList<>();
    private Bytes input = Bytes.EMPTY;
    private String directory = "/";
    private long seed;
    private int harts = 1;
    private long memoryBytes = 1L << 30;
    private Mode mode = Mode.DETERMINISTIC;
    private Function<Board, Topology> topology = board -> board;
    private Policy policy = new FairPolicy();
    private Tracer tracer = Tracer.NONE;
    private boolean terminal;
    private boolean protect;
    private boolean rooted;
    private boolean seeded;
    private boolean accepting;

    /// Where files come from: a tree that a snapshot can describe, or an export of the caller's own.
    private record Place(@Nullable Tree tree, @Nullable Export own, String guest) {
        Export export() {
            return tree == null ? Objects.requireNonNull(own) : tree.export();
        }
    }

    ComputerBuilder() {
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("HOME", "/root");
        environment.put("TERM", "dumb");
        environment.put("LC_ALL", "C");
    }

    /// A directory of the host as the root: read-only, what the guest writes stays in the machine.
    public ComputerBuilder root(Path hostDirectory) {
        return rooted(new Place(Tree.directory(directory(hostDirectory), "/"), null, "/"));
    }

    /// A root of one's own making. A computer with one cannot be saved to a file.
    public ComputerBuilder root(Export root) {
        return rooted(new Place(null, root, "/"));
    }

    private ComputerBuilder rooted(Place root) {
        places.set(0, root);
        rooted = true;
        return this;
    }

    /// A directory of the host at a path of the guest's.
    public ComputerBuilder volume(Path hostDirectory, String point) {
        places.add(new Place(Tree.directory(directory(hostDirectory), absolute(point)), null, point));
        return this;
    }

    public ComputerBuilder volume(Export export, String point) {
        places.add(new Place(null, export, absolute(point)));
        return this;
    }

    private static Path directory(Path path) {
        try {
            Path real = path.toRealPath();
            if (Files.isDirectory(real) && Files.isReadable(real)) {
                return real;
            }
        } catch (IOException missing) {
            // Said below, as of what is no directory.
        }
        throw new IllegalArgumentException("'" + HostText.of(path) + "' is no readable directory");
    }

    private static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' is no absolute path");
        }
        return path;
    }

    /// All of standard input; not for a terminal, at which one types.
    public ComputerBuilder input(byte[] bytes) {
        input = Bytes.copyOf(bytes, 0, bytes.length);
        return this;
    }

    public ComputerBuilder input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public ComputerBuilder environment(String variable, String value) {
        if (variable.isEmpty() || variable.indexOf('=') >= 0) {
            throw new IllegalArgumentException("'" + variable + "' is no name of a variable");
        }
        environment.put(variable, value);
        return this;
    }

    /// Where the program begins.
    public ComputerBuilder directory(String path) {
        directory = absolute(path);
        return this;
    }

    public ComputerBuilder seed(long number) {
        seed = number;
        seeded = true;
        return this;
    }

    /// 1 to 64.
    public ComputerBuilder harts(int number) {
        Hardware.requireHarts(number);
        harts = number;
        return this;
    }

    /// All that the guest may use: at least 4 MiB.
    public ComputerBuilder memory(long bytes) {
        Hardware.requireMemory(bytes);
        memoryBytes = bytes;
        return this;
    }

    public ComputerBuilder mode(Mode wanted) {
        mode = wanted;
        return this;
    }

    /// Builds other subsystems than the board's: one of one's own in place of one of ours, or a device more.
    public ComputerBuilder topology(Function<Board, Topology> wanted) {
        topology = wanted;
        return this;
    }

    /// Who of the ready tasks is next.
    public ComputerBuilder policy(Policy wanted) {
        policy = wanted;
        return this;
    }

    /// Shows somebody the system calls, signals and ends of tasks.
    public ComputerBuilder tracer(Tracer wanted) {
        tracer = wanted;
        return this;
    }

    /// Gives it a terminal of 24 rows and 80 columns for a console.
    public ComputerBuilder terminal() {
        terminal = true;
        return this;
    }

    /// Spares the first program signals it has no handler for, as an `init` is spared.
    public ComputerBuilder protectInit() {
        protect = true;
        return this;
    }

    public ComputerBuilder watch(Watcher watcher) {
        return with(builder -> builder.watch(watcher));
    }

    /// Anything else a machine may be told.
    public ComputerBuilder with(Consumer<MachineBuilder> change) {
        changes.add(change);
        return this;
    }

    /// Attaches the devices and starts a program. Nothing has run yet.
    ///
    /// @param words the program's path in the guest, and its arguments
    public Computer boot(String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("boot needs the path of a program in the guest");
        }
        Hardware hardware = new Hardware(
                harts,
                memoryBytes,
                mode == Mode.DETERMINISTIC,
                terminal,
                places.stream().map(Place::export).toList(),
                places.stream()
                        .skip(1)
                        .map(place -> HostText.bytes(place.guest()))
                        .toList());
        List<Tree> trees =
                places.stream().map(Place::tree).filter(Objects::nonNull).toList();
        Computer.Built built =
                new Computer.Built(mode, hardware, trees.size() == places.size() ? trees : null, List.of(words));
        Program program = program(words);
        Board board = new Board(hardware, _ -> tracer).with(policy);
        MemoryConsole console = new MemoryConsole(input);
        Machine machine = machine(built, board, console);
        board.boot(machine, program);
        return new Computer(machine, board, console, built);
    }

    private Machine machine(Computer.Built built, Board board, MemoryConsole console) {
        boolean live = built.mode() == Mode.LIVE;
        MachineBuilder builder = Machine.builder()
                .topology(topology.apply(board))
                .mode(built.mode())
                .seed(seed)
                .backend(Port.CONSOLE, console)
                .backend(Port.HOST_FILES, new ExportsBackend(built.hardware().exports()))
                .backend(Port.REAL_TIME_CLOCK, live ? TimeBackend.host() : TimeBackend.fixed());
        changes.forEach(change -> change.accept(builder));
        return builder.build();
    }

    /// Goes on although files that the machine has seen are others here, or missing; for [#open].
    public ComputerBuilder acceptChangedFiles() {
        accepting = true;
        return this;
    }

    /// The computer that was saved in a file, by [Computer#saveTo] or by the command, standing where it stood
    /// then. It is what the file says; of what was said here the root's place counts, the watchers, the policy,
    /// a seed to go on with, and the input that comes after what the file has of it. In live mode it goes on
    /// with another seed unless one is given: see [Resumption].
    ///
    /// @throws SnapshotException if the file is none that this kernel can read, or the files that the machine
    /// has seen are others now
    public Computer open(Path file) {
        try (Snapshot snapshot = Snapshot.open(file, OpenOptions.DEFAULT)) {
            HostRecord record = HostRecord.parse(snapshot.host(), file);
            List<Tree> trees = trees(record);
            List<String> differences = record.differences(trees, _ -> {});
            if (!differences.isEmpty() && !accepting) {
                throw new SnapshotException(file, String.join("; ", differences));
            }
            return open(snapshot, record, trees);
        }
    }

    private List<Tree> trees(HostRecord record) {
        List<Tree> trees = new ArrayList<>();
        for (HostRecord.Seen seen : record.trees()) {
            Tree root = rooted && trees.isEmpty() ? places.getFirst().tree() : null;
            trees.add(root != null ? root : tree(seen));
        }
        return List.copyOf(trees);
    }

    private static Tree tree(HostRecord.Seen seen) {
        return seen.host() == null
                ? Tree.embedded()
                : Tree.directory(directory(HostText.path(seen.host())), seen.guest());
    }

    private Computer open(Snapshot snapshot, HostRecord record, List<Tree> trees) {
        Computer.Built built = new Computer.Built(record.machineMode(), record.hardware(trees), trees, record.words());
        Board board = new Board(built.hardware(), _ -> tracer).with(policy);
        Bytes rest = record.inputEnded() ? Bytes.EMPTY : input;
        MemoryConsole console = new MemoryConsole(record.heldInput().concat(rest));
        Machine machine = machine(built, board, console);
        try {
            Resumption.load(snapshot, machine, built.mode(), seeded ? (Long) seed : Resumption.seed(built.mode()));
        } catch (RuntimeException refused) {
            machine.close();
            throw refused;
        }
        return new Computer(machine, board, console, built);
    }

    private Program program(String... words) {
        List<Bytes> arguments = Arrays.stream(words).map(HostText::bytes).toList();
        if (Arrays.stream(words).anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("no argument has a NUL in it");
        }
        List<Bytes> variables = environment.entrySet().stream()
                .map(variable -> HostText.bytes(variable.getKey() + "=" + variable.getValue()))
                .toList();
        return new Program(arguments.getFirst(), arguments, variables, HostText.bytes(directory), protect);
    }
}
