package org.lkernel.drivers.computer;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Fork;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Until;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.task.TasksState;
import org.lkernel.kernel.task.TasksSubsystem;

/// A machine with a board, a program to run, and its console in the hands of the caller.
///
/// It works on the thread that calls it, one thread at a time, and only while a method of it is being called.
public final class Computer implements AutoCloseable {
    private final Machine machine;
    private final Board board;
    private final MemoryConsole console;
    private final Mode mode;
    private final TasksSubsystem tasks;

    Computer(Machine machine, Board board, MemoryConsole console, Mode mode) {
        this.machine = machine;
        this.board = board;
        this.console = console;
        this.mode = mode;
        this.tasks = machine.subsystems().stream()
                .filter(TasksSubsystem.class::isInstance)
                .map(TasksSubsystem.class::cast)
                .findFirst()
                .orElseThrow();
    }

    public static ComputerBuilder builder() {
        return new ComputerBuilder();
    }

    // ---- running

    /// Runs until the first program has ended, or nothing more can happen before somebody types.
    ///
    /// Ended programs leave a deterministic machine [Stop#QUIET]; a live one would wait for the host, and is
    /// stopped by [Stop#CONDITION].
    public Stop run() {
        return mode == Mode.LIVE ? run(() -> tasks.state().ended() != null) : machine.run();
    }

    /// Runs to a place; [Stop#CONDITION] when it was reached.
    public Stop run(Until place) {
        return machine.run(place);
    }

    /// Runs to a place written as `--at` has it: `message:N`, `instruction:N`, `time:5s` or `syscall:NAME:N`.
    public Stop run(String place) {
        return machine.run(Until.parse(place, Board.SYSTEM_CALLS));
    }

    /// Runs until a condition holds, which is asked between any two messages.
    public Stop run(BooleanSupplier condition) {
        return machine.run(condition, Long.MAX_VALUE);
    }

    /// Delivers one message; false when there was none.
    public boolean step() {
        return machine.step();
    }

    // ---- the console

    /// What was written so far.
    public MemoryConsole console() {
        return console;
    }

    /// Types at the terminal; the machine notices when it next runs. `\4` is end of file at the start of a line,
    /// `\3` interrupts.
    public void type(String text) {
        machine.inject(Port.CONSOLE, new Console.Received(Bytes.utf8(text)));
    }

    /// Makes the terminal's window another size: `SIGWINCH`.
    public void resize(int rows, int columns) {
        machine.inject(Port.CONSOLE, new Console.Resized(rows, columns));
    }

    /// Hangs up the terminal: `SIGHUP`, and end of file from then on.
    public void hangUp() {
        machine.inject(Port.CONSOLE, new Console.HungUp());
    }

    // ---- looking

    /// The first program's exit status, once it has ended, as a shell gives it: 128 and the signal when killed.
    public OptionalInt status() {
        TasksState.Ended ended = ended();
        return ended == null ? OptionalInt.empty() : OptionalInt.of(ended.code());
    }

    public TasksState.@Nullable Ended ended() {
        return tasks.state().ended();
    }

    /// The state of the subsystem that has one of this type, for reading; the first of several harts.
    public <S extends State<S>> S state(Class<S> type) {
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (type.isInstance(subsystem.state())) {
                return type.cast(subsystem.state());
            }
        }
        throw new IllegalArgumentException("no subsystem has a " + type.getSimpleName());
    }

    /// The messages on their way, oldest first.
    public List<Letter> letters() {
        return machine.letters();
    }

    /// The digest of every message delivered and of all that the machine remembers.
    public String digest() {
        return machine.fullDigest();
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
        Machine forked = machine.fork(fork -> {
            fork.backend(Port.CONSOLE, own);
            differences.accept(fork);
        });
        return new Computer(forked, board, own, mode);
    }

    /// Remembers this moment, to come back to.
    public Checkpoint save() {
        return new Checkpoint(machine.save(), console.place());
    }

    /// Goes back to a moment of its own, or of a computer of the same family: forked from it, or it from that one.
    public void reset(Checkpoint moment) {
        machine.load(moment.image());
        console.goTo(moment.console());
    }

    @Override
    public void close() {
        machine.close();
    }
}
