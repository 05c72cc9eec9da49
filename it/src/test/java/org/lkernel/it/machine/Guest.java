package org.lkernel.it.machine;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.drivers.computer.ComputerBuilder;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.drivers.rtc.TimeBackend;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
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
        private final ComputerBuilder computer = Computer.builder()
                .memory(512L << 20)
                .with(machine -> machine.backend(Port.REAL_TIME_CLOCK, TimeBackend.fixed()));

        public Setup root(Export root) {
            computer.root(root);
            return this;
        }

        public Setup volume(Export export, String point) {
            computer.volume(export, point);
            return this;
        }

        public Setup input(byte[] bytes) {
            computer.input(bytes);
            return this;
        }

        public Setup seed(long number) {
            computer.seed(number);
            return this;
        }

        public Setup harts(int number) {
            computer.harts(number);
            return this;
        }

        public Setup memory(long bytes) {
            computer.memory(bytes);
            return this;
        }

        public Setup mode(Mode wanted) {
            computer.mode(wanted);
            return this;
        }

        public Setup terminal() {
            computer.terminal();
            return this;
        }

        public Setup protectInit() {
            computer.protectInit();
            return this;
        }

        public Setup with(Consumer<MachineBuilder> change) {
            computer.with(change);
            return this;
        }

        /// Boots the program; nothing has run yet.
        public Guest boot(String... words) {
            return new Guest(computer.boot(words));
        }

        public Result run(String... words) {
            try (Guest guest = boot(words)) {
                guest.machine().run();
                return guest.result();
            }
        }
    }

    private final Computer computer;

    private Guest(Computer computer) {
        this.computer = computer;
    }

    public static Setup setup() {
        return new Setup();
    }

    public Computer computer() {
        return computer;
    }

    public Machine machine() {
        return computer.machine();
    }

    /// How much of its standard input the guest has not read.
    public int inputLeft() {
        return computer.console().inputLeft();
    }

    public String text() {
        return computer.console().text();
    }

    /// The state of one subsystem.
    public <S extends State<S>> S state(Class<S> type) {
        return computer.state(type);
    }

    public TasksState.@Nullable Ended ended() {
        return computer.ended();
    }

    /// What there is so far; the status is -1 while the program runs.
    public Result result() {
        TasksState.Ended ended = ended();
        return new Result(
                ended == null ? -1 : ended.code(),
                computer.console().output(),
                computer.console().errors(),
                machine().fullDigest(),
                machine().steps(),
                machine().retired());
    }

    @Override
    public void close() {
        computer.close();
    }
}
