package org.lkernel.drivers.computer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Topology;
import org.lkernel.actors.Watcher;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.board.Program;
import org.lkernel.drivers.hostfiles.DirectoryExport;
import org.lkernel.drivers.hostfiles.EmbeddedExport;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.hostfiles.ExportsBackend;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.scheduler.FairPolicy;
import org.lkernel.kernel.scheduler.Policy;

/// Says what a [Computer] is made of; every method changes and returns it.
///
/// Unless told otherwise it has one hart, 1 GiB of memory, the embedded userland as its root, seed 0,
/// deterministic mode, plain streams for a console, and nothing on its standard input.
public final class ComputerBuilder {
    private final List<Export> exports = new ArrayList<>(List.of(new EmbeddedExport()));
    private final List<Bytes> mounts = new ArrayList<>();
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
    private boolean terminal;
    private boolean protect;

    ComputerBuilder() {
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("HOME", "/root");
        environment.put("TERM", "dumb");
        environment.put("LC_ALL", "C");
    }

    /// A directory of the host as the root: read-only, what the guest writes stays in the machine.
    public ComputerBuilder root(Path hostDirectory) {
        return root(new DirectoryExport(hostDirectory));
    }

    public ComputerBuilder root(Export root) {
        exports.set(0, root);
        return this;
    }

    /// A directory of the host at a path of the guest's.
    public ComputerBuilder volume(Path hostDirectory, String point) {
        return volume(new DirectoryExport(hostDirectory), point);
    }

    public ComputerBuilder volume(Export export, String point) {
        exports.add(export);
        mounts.add(Bytes.utf8(point));
        return this;
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
        environment.put(variable, value);
        return this;
    }

    /// Where the program begins.
    public ComputerBuilder directory(String path) {
        directory = path;
        return this;
    }

    public ComputerBuilder seed(long number) {
        seed = number;
        return this;
    }

    /// 1 to 64.
    public ComputerBuilder harts(int number) {
        harts = number;
        return this;
    }

    /// All that the guest may use.
    public ComputerBuilder memory(long bytes) {
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
        Hardware hardware = new Hardware(harts, memoryBytes, mode == Mode.DETERMINISTIC, terminal, exports, mounts);
        Board board = new Board(hardware).with(policy);
        MemoryConsole console = new MemoryConsole(input);
        MachineBuilder builder = Machine.builder()
                .topology(topology.apply(board))
                .mode(mode)
                .seed(seed)
                .backend(Port.CONSOLE, console)
                .backend(Port.HOST_FILES, new ExportsBackend(exports))
                .backend(Port.REAL_TIME_CLOCK, mode == Mode.LIVE ? TimeBackend.host() : TimeBackend.fixed());
        changes.forEach(change -> change.accept(builder));
        Machine machine = builder.build();
        board.boot(machine, program(words));
        return new Computer(machine, board, console, mode);
    }

    private Program program(String... words) {
        List<Bytes> arguments = Arrays.stream(words).map(Bytes::utf8).toList();
        List<Bytes> variables = environment.entrySet().stream()
                .map(variable -> Bytes.utf8(variable.getKey() + "=" + variable.getValue()))
                .toList();
        return new Program(arguments.getFirst(), arguments, variables, Bytes.utf8(directory), protect);
    }
}
