package org.lkernel.drivers.computer;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Fork;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Until;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.board.Hardware;
import org.lkernel.drivers.saved.HostRecord;
import org.lkernel.drivers.saved.Resumption;
import org.lkernel.drivers.saved.Tree;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Resumable;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.ClockState;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.files.FilesState;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.MemorySubsystem;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.task.TasksState;
import org.lkernel.kernel.task.TasksSubsystem;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.SaveOptions;

/// A machine with a board, a program to run, and its console in the hands of the caller.
///
/// It works on the thread that calls it, one thread at a time, and only while a method of it is being called;
/// only [#requestStop] may be called from others. What it cannot do as it is, it refuses with an
/// [IllegalStateException], and what makes no sense with an [IllegalArgumentException]; neither does the
/// machine any harm.
public final class Computer implements AutoCloseable {
    private final Machine machine;
    private final Board board;
    private final MemoryConsole console;
    private final Built built;
    private final TasksSubsystem tasks;
    private boolean running;
    private boolean closed;

    /// What it was built from, apart from the board.
    ///
    /// @param trees its files as a snapshot describes them, or null when they are served by exports of the
    /// caller's own
    /// @param words what it was started with
    record Built(Mode mode, Hardware hardware, @Nullable List<Tree> trees, List<String> words) {}

    Computer(Machine machine, Board board, MemoryConsole console, Built built) {
        this.machine = machine;
        this.board = board;
        this.console = console;
        this.built = built;
        this.tasks = machine.subsystems().stream()
                .map(Subsystem::core)
                .filter(TasksSubsystem.class::isInstance)
                .map(TasksSubsystem.class::cast)
                .findFirst()
                .orElseThrow();
    }

    public static ComputerBuilder builder() {
        return new ComputerBuilder();
    }

    /// The computer that was saved in a file, by [#saveTo] or by the command, standing where it stood then.
    ///
    /// @throws org.lkernel.snapshots.file.SnapshotException if the file is none that this kernel can read, or
    /// the files that the machine has seen are others now
    public static Computer open(Path file) {
        return builder().open(file);
    }

    // ---- running

    /// Runs until the first program has ended, or nothing more can happen before somebody types; [#situation]
    /// says which.
    ///
    /// Ended programs leave a deterministic machine [Stop#QUIET]; a live one would wait for the host, and is
    /// stopped by [Stop#CONDITION].
    public Stop run() {
        return running(() -> built.mode() == Mode.LIVE
                ? machine.run(() -> tasks.state().ended() != null, Long.MAX_VALUE)
                : machine.run());
    }

    /// Runs to a place; [Stop#CONDITION] when it was reached.
    public Stop run(Until place) {
        return running(() -> machine.run(place));
    }

    /// Runs to a place written as `--at` has it: `message:N`, `instruction:N`, `time:5s` or `syscall:NAME:N`.
    public Stop run(String place) {
        return run(Until.parse(place, Board.SYSTEM_CALLS));
    }

    /// Runs until a condition holds, which is asked between any two messages.
    public Stop run(BooleanSupplier condition) {
        return running(() -> machine.run(condition, Long.MAX_VALUE));
    }

    /// Delivers one message; false when there was none.
    public boolean step() {
        return running(machine::step);
    }

    /// Makes the run that another thread is in, or else the next one, come back with [Stop#REQUESTED].
    /// Interrupting that thread does the same with [Stop#INTERRUPTED], and leaves it interrupted.
    public void requestStop() {
        machine.requestStop();
    }

    private <T> T running(Supplier<T> run) {
        standing();
        running = true;
        try {
            return run.get();
        } finally {
            running = false;
        }
    }

    /// The machine, for looking into.
    private Machine opened() {
        if (closed) {
            throw new IllegalStateException("this computer was closed");
        }
        return machine;
    }

    /// The machine, for doing something with it: it must not be running further up the stack.
    private Machine standing() {
        if (running) {
            throw new IllegalStateException("this computer is running: whoever watches it only looks on");
        }
        return opened();
    }

    // ---- the console

    /// What was written so far.
    public MemoryConsole console() {
        return console;
    }

    /// Types at the terminal; the machine notices when it next runs. `\4` is end of file at the start of a
    /// line,
    /// `\3` interrupts.
    public void type(String text) {
        terminal().inject(Port.CONSOLE, new Console.Received(Bytes.utf8(text)));
    }

    /// Makes the terminal's window another size: `SIGWINCH`.
    public void resize(int rows, int columns) {
        if (rows < 1 || rows > Short.MAX_VALUE || columns < 1 || columns > Short.MAX_VALUE) {
            throw new IllegalArgumentException("no window has %d rows and %d columns".formatted(rows, columns));
        }
        terminal().inject(Port.CONSOLE, new Console.Resized(rows, columns));
    }

    /// Hangs up the terminal: `SIGHUP`, and end of file from then on.
    public void hangUp() {
        terminal().inject(Port.CONSOLE, new Console.HungUp());
    }

    private Machine terminal() {
        if (!built.hardware().terminal()) {
            throw new IllegalStateException("this computer has no terminal: build it with terminal()");
        }
        return standing();
    }

    // ---- looking

    /// What becomes of the machine as it stands.
    public Situation situation() {
        if (ended() != null) {
            return Situation.ENDED;
        } else if (!letters().isEmpty() || state(ClockState.class).earliestNanos() != Long.MAX_VALUE || isMidway()) {
            return Situation.RUNNING;
        }
        return built.hardware().terminal() ? Situation.WAITS_FOR_INPUT : Situation.DEADLOCKED;
    }

    private boolean isMidway() {
        return machine.subsystems().stream()
                .anyMatch(subsystem -> subsystem instanceof Resumable hart && hart.unfinished());
    }

    /// Who waits for what, a line each: why a machine is [Situation#DEADLOCKED].
    public List<String> waiting() {
        return state(SchedulerState.class).waiting();
    }

    /// Bytes of a task's memory, which stays as it is: nothing is faulted in.
    ///
    /// @throws IllegalArgumentException when there is no such task, or not all of it is in memory and readable
    public byte[] memory(int task, long address, int length) {
        MemorySubsystem memory = (MemorySubsystem) subsystem(MemorySubsystem.class);
        OptionalInt space = tasks.state().spaceOf(task);
        if (length < 0) {
            throw new IllegalArgumentException("there are no " + length + " bytes");
        } else if (space.isEmpty()) {
            throw new IllegalArgumentException("there is no task " + task);
        }
        byte[] content = new byte[length];
        if (!memory.addressSpaces().peek(space.getAsInt(), address, content)) {
            throw new IllegalArgumentException(
                    "not all of %d bytes at 0x%x of task %d is in memory".formatted(length, address, task));
        }
        return content;
    }

    /// What a regular file holds, or null when there is none of that path, or not all of it is in memory. Links are not
    /// followed, and the host is not asked.
    public byte @Nullable [] file(String path) {
        FilesState.Content found = state(FilesState.class).regular(path);
        return found == null ? null : state(MemoryState.class).content(found.object(), found.size());
    }

    private Subsystem<?, ?> subsystem(Class<?> type) {
        return opened().subsystems().stream()
                .map(Subsystem::core)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /// The first program's exit status, once it has ended, as a shell gives it: 128 and the signal when killed.
    public OptionalInt status() {
        TasksState.Ended ended = ended();
        return ended == null ? OptionalInt.empty() : OptionalInt.of(ended.code());
    }

    public TasksState.@Nullable Ended ended() {
        return tasks.state().ended();
    }

    /// The state of the subsystem that has one of this type, for reading; the first of several harts. Printed,
    /// it says what is so, a line each.
    public <S extends State<S>> S state(Class<S> type) {
        for (Subsystem<?, ?> subsystem : opened().subsystems()) {
            if (type.isInstance(subsystem.state())) {
                return type.cast(subsystem.state());
            }
        }
        throw new IllegalArgumentException("no subsystem has a " + type.getSimpleName());
    }

    /// The messages on their way, oldest first.
    public List<Letter> letters() {
        return opened().letters();
    }

    /// The digest of every message delivered and of all that the machine remembers.
    public String digest() {
        return opened().fullDigest();
    }

    /// The machine itself: its log, its counts, messages of one's own.
    public Machine machine() {
        return machine;
    }

    /// What it was built from.
    public Board board() {
        return board;
    }

    // ---- other runs

    /// An independent computer that stands where this one does.
    public Computer fork() {
        return fork(_ -> {});
    }

    /// An independent computer that stands where this one does and differs from it as said; see
    /// [Machine#fork(Consumer)]. Its console begins with what was written here.
    public Computer fork(Consumer<Fork> differences) {
        MemoryConsole own = console.copy();
        Machine forked = standing().fork(fork -> {
            fork.backend(Port.CONSOLE, own);
            differences.accept(fork);
        });
        return new Computer(forked, board, own, built);
    }

    /// Remembers this moment, to come back to.
    public Checkpoint save() {
        return new Checkpoint(standing().save(), console.place());
    }

    /// Goes back to a moment of its own, or of a computer of the same family: forked from it, or it from that
    /// one.
    public void reset(Checkpoint moment) {
        standing().load(moment.image());
        console.goTo(moment.console());
    }

    // ---- files

    /// Writes the computer to a file, replacing what has the name in one step or not at all; `lkernel resume`
    /// goes on with it as [#open] does.
    ///
    /// @throws org.lkernel.snapshots.file.SnapshotException if the host refuses
    /// @throws IllegalStateException if its files come from an export of the caller's own, which no file can
    /// describe
    public void saveTo(Path file) {
        List<Tree> trees = built.trees();
        if (trees == null) {
            throw new IllegalStateException(
                    "its files are served by an export that a snapshot cannot describe: save it with Snapshot.save");
        }
        Resumption.witnessFilesInUse(standing(), trees);
        HostRecord.Held held =
                new HostRecord.Held(console.rest(), !built.hardware().terminal(), null);
        HostRecord host = HostRecord.of(built.mode(), built.hardware(), trees, built.words(), held, _ -> {});
        try (MachineImage image = machine.save()) {
            Snapshot.save(image, host.text(), file.toAbsolutePath(), SaveOptions.DEFAULT);
        }
    }

    @Override
    public void close() {
        if (running) {
            throw new IllegalStateException("this computer is running");
        }
        closed = true;
        machine.close();
    }
}
