package org.lkernel.it.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Stop;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.drivers.computer.ComputerBuilder;
import org.lkernel.drivers.computer.Situation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.task.TasksState;

/// What a program does wrong with a computer is refused and does the machine no harm; and what one may ask of
/// it.
final class MisuseTest {
    private static void refused(Class<? extends Exception> how, Executable... mistakes) {
        for (Executable mistake : mistakes) {
            Exception refusal = assertThrows(how, mistake);
            assertFalse(String.valueOf(refusal.getMessage()).isBlank());
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeThereIsAMachine() {
        ComputerBuilder builder = Computer.builder();
        refused(
                IllegalArgumentException.class,
                () -> builder.harts(0),
                () -> builder.harts(65),
                () -> builder.memory(1),
                () -> builder.memory(-1),
                () -> builder.root(Path.of("/no/such/directory")),
                () -> builder.volume(Path.of("/"), "relative"),
                () -> builder.directory("relative"),
                () -> builder.environment("A=B", "c"),
                () -> builder.environment("", "c"),
                () -> builder.boot(),
                () -> builder.boot("/bin/echo", "a\0b"));
        try (Computer computer = builder.boot("/bin/echo", "well")) {
            computer.run();
            assertEquals("well\n", computer.console().text());
        }
    }

    @Test
    void aMachineIsWellAfterEveryMistake() {
        try (Computer plain = Computer.builder().boot("/bin/echo", "well");
                Computer computer = Computer.builder().boot("/bin/echo", "well")) {
            plain.run();
            computer.run("syscall:write:1");
            refused(
                    IllegalStateException.class,
                    () -> computer.type("no terminal\n"),
                    () -> computer.resize(24, 80),
                    computer::hangUp,
                    () -> computer.run(() -> computer.step()),
                    () -> computer.run(() -> computer.fork() == null),
                    () -> {
                        Checkpoint moment = computer.save();
                        moment.close();
                        computer.reset(moment);
                    });
            refused(
                    IllegalArgumentException.class,
                    () -> computer.run("nowhere"),
                    () -> computer.run("message:-1"),
                    () -> computer.state(NoState.class),
                    () -> computer.memory(99, 0, 1),
                    () -> computer.memory(1, 0, 1),
                    () -> computer.memory(1, 0x10000, -1),
                    () -> computer.machine().inject(Port.MEMORY, new Console.HungUp()),
                    () -> computer.machine().inject(Port.SOCKETS, new Console.HungUp()),
                    () -> computer.machine().offer(Port.hart(9), new Console.HungUp()));
            computer.run();
            assertEquals(plain.digest(), computer.digest());
        }
    }

    private abstract static class NoState implements State<NoState> {}

    @Test
    void aTerminalRefusesWindowsThatNobodyHas() {
        try (Computer shell = Computer.builder().terminal().boot("/bin/sh")) {
            refused(IllegalArgumentException.class, () -> shell.resize(0, 80), () -> shell.resize(24, 1 << 20));
            shell.run();
            assertEquals("# ", shell.console().text());
        }
    }

    @Test
    void aClosedComputerSaysSo() {
        Computer computer = Computer.builder().boot("/bin/echo", "well");
        computer.run();
        computer.close();
        computer.close();
        refused(
                IllegalStateException.class,
                computer::run,
                computer::step,
                () -> computer.run("message:1"),
                computer::digest,
                computer::letters,
                computer::save,
                computer::fork,
                () -> computer.memory(1, 0x10000, 1),
                () -> computer.saveTo(Path.of("never")),
                () -> computer.state(TasksState.class),
                () -> computer.machine().run(),
                () -> computer.machine().save());
        assertEquals("well\n", computer.console().text(), "what it said is still there");
        assertEquals(OptionalInt.of(0), computer.status());
    }

    @Test
    void itIsToldApartWhyNothingHappens() {
        try (Computer ended = Computer.builder().boot("/bin/true");
                Computer shell = Computer.builder().terminal().boot("/bin/sh");
                Computer stuck = Computer.builder().boot("/bin/sh", "-c", "mkfifo /tmp/f; cat /tmp/f")) {
            assertEquals(Situation.RUNNING, ended.situation());
            for (Computer computer : List.of(ended, shell, stuck)) {
                assertEquals(Stop.QUIET, computer.run());
            }
            assertEquals(Situation.ENDED, ended.situation());
            assertEquals(Situation.WAITS_FOR_INPUT, shell.situation());
            assertEquals(Situation.DEADLOCKED, stuck.situation());
            assertTrue(
                    stuck.waiting().getFirst().endsWith("waits for files"),
                    stuck.waiting().toString());
        }
    }

    @Test
    void anotherThreadStopsARunInEitherWay() throws Exception {
        for (Mode mode : Mode.values()) {
            try (Computer busy = Computer.builder().mode(mode).boot("/bin/sh", "-c", "while :; do :; done")) {
                busy.requestStop();
                assertEquals(Stop.REQUESTED, busy.run());
                Thread self = Thread.currentThread();
                Thread other = Thread.ofPlatform().start(self::interrupt);
                assertEquals(Stop.INTERRUPTED, busy.run());
                assertTrue(Thread.interrupted(), "it stays interrupted");
                other.join();
                assertTrue(busy.step());
            }
        }
        try (Computer asleep = Computer.builder().mode(Mode.LIVE).boot("/bin/sleep", "1000")) {
            Thread self = Thread.currentThread();
            Thread other = Thread.ofPlatform().start(self::interrupt);
            assertEquals(Stop.INTERRUPTED, asleep.run());
            assertTrue(Thread.interrupted());
            other.join();
        }
    }

    @Test
    void aGuestsMemoryIsReadAndItsStatesPrint() {
        try (Computer computer = Computer.builder().boot("/bin/echo", "hello")) {
            computer.run("syscall:write:1");
            byte[] head = computer.memory(1, 0x10000, 4);
            assertEquals("\u007fELF", new String(head, StandardCharsets.ISO_8859_1));
            assertTrue(computer.state(TasksState.class).toString().contains("echo"));
            assertTrue(computer.state(MemoryState.class).toString().startsWith("MemoryState\n"));
            for (Subsystem<?, ?> subsystem : computer.machine().subsystems()) {
                String text = subsystem.state().toString();
                assertTrue(text.startsWith(subsystem.state().getClass().getSimpleName()), text);
                assertFalse(text.contains("@"), text);
            }
        }
    }
}
