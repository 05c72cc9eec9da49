package org.lkernel.it.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.Delivery;
import org.lkernel.actors.Stop;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.TransferCall;
import org.lkernel.kernel.hart.HartState;

/// What the tutorial of `org.lkernel.drivers.computer` promises.
final class EmbeddingTest {
    private static final Pattern TWO_OUTCOMES = Pattern.compile("one two \\d+ times\\Rtwo one \\d+ times\\R");

    @Test
    void theProgramOfTheReadmeFindsBothOutcomes() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Race.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(TWO_OUTCOMES.matcher(text).matches(), text);
    }

    @Test
    void theDocumentationHasThatVeryProgram() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path top = Files.exists(here.resolve("README.md")) ? here : here.getParent();
        String program = Files.readString(top.resolve("it/src/test/java/org/lkernel/it/embedding/Race.java"));
        String shown = program.substring(program.indexOf("import"))
                .lines()
                .map(line -> line.isEmpty() ? line : "    " + line)
                .collect(Collectors.joining("\n"));
        assertTrue(
                Files.readString(top.resolve("docs/library.md")).contains(shown), "the library's page shows\n" + shown);
    }

    @Test
    void standardInputAndBothOutputsAreBytesInMemory() {
        byte[] bytes = {0, 1, (byte) 0xff, 10, 13};
        try (Computer computer =
                Computer.builder().input(bytes).boot("/bin/sh", "-c", "cat; echo gone wrong >&2; exit 3")) {
            assertEquals(OptionalInt.empty(), computer.status());
            assertEquals(Stop.QUIET, computer.run());
            assertArrayEquals(bytes, computer.console().output());
            assertArrayEquals(
                    "gone wrong\n".getBytes(StandardCharsets.UTF_8),
                    computer.console().errors());
            assertEquals(OptionalInt.of(3), computer.status());
        }
    }

    @Test
    void aForkReadsStandardInputFromWhereItsOriginalWas() {
        try (Computer computer =
                Computer.builder().input("a\nb\nc\n").boot("/bin/sh", "-c", "read x; echo $x; read x; echo $x")) {
            computer.run("syscall:write:1");
            try (Computer fork = computer.fork()) {
                fork.run();
                computer.run();
                assertEquals("a\nb\n", fork.console().text());
                assertEquals("a\nb\n", computer.console().text());
            }
        }
    }

    @Test
    void aTerminalIsTypedAtResizedAndHungUp() {
        try (Computer computer = Computer.builder().terminal().boot("/bin/sh")) {
            computer.resize(33, 101);
            computer.run();
            computer.type("stty size\n");
            computer.run();
            assertTrue(
                    computer.console().text().contains("33 101"),
                    computer.console().text());
            try (Computer fork = computer.fork()) {
                fork.type("\4");
                fork.run();
                assertEquals(OptionalInt.of(0), fork.status(), "end of file ends a shell");
            }
            computer.hangUp();
            computer.run();
            assertTrue(computer.status().isPresent());
        }
    }

    @Test
    void messagesAreSeenWhileTheyAreOnTheirWayAndWhenTheyArrive() {
        List<Delivery> writes = new ArrayList<>();
        try (Computer computer = Computer.builder()
                .watch((step, sender, receiver, message) -> {
                    if (message instanceof TransferCall.Write) {
                        writes.add(new Delivery(step, sender, receiver, message));
                    }
                })
                .boot("/bin/echo", "hello")) {
            assertEquals(Stop.CONDITION, computer.run("syscall:write:1"));
            assertTrue(writes.isEmpty());
            List<Letter> letters = computer.letters();
            assertTrue(
                    letters.stream()
                            .anyMatch(letter -> letter.receiver().equals(Port.FILES)
                                    && letter.message() instanceof TransferCall.Write),
                    letters.toString());
            computer.run();
            assertEquals(1, writes.size());
            assertTrue(computer.letters().isEmpty());
            int write = Board.SYSTEM_CALLS.named("write").number();
            assertEquals(1, computer.state(HartState.class).counts()[write]);
        }
    }

    @Test
    void aCheckpointBringsBackTheConsoleToo() {
        try (Computer computer = Computer.builder().terminal().boot("/bin/sh")) {
            computer.run();
            String prompt = computer.console().text();
            try (Checkpoint here = computer.save()) {
                computer.type("echo hello\n");
                computer.run();
                assertFalse(prompt.equals(computer.console().text()));
                computer.reset(here);
                assertEquals(prompt, computer.console().text());
                assertEquals(here.image().step(), computer.machine().steps());
            }
        }
    }

    @Test
    void directoriesOfTheHostAreTheRootAndVolumes(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("note"), "from the host\n");
        try (Computer computer = Computer.builder()
                .volume(directory, "/mnt")
                .directory("/mnt")
                .environment("GREETING", "hi")
                .boot("/bin/sh", "-c", "cat note; echo $GREETING; echo mine > note")) {
            computer.run();
            assertEquals("from the host\nhi\n", computer.console().text());
            assertEquals("from the host\n", Files.readString(directory.resolve("note")));
        }
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        try (Computer computer = Computer.builder().boot("/bin/true")) {
            assertThrows(IllegalArgumentException.class, () -> computer.run("syscall:nonsense:1"));
        }
        assertThrows(IllegalArgumentException.class, () -> Computer.builder().boot());
        try (Computer computer = Computer.builder().boot("/bin/no-such-program")) {
            computer.run();
            assertEquals(OptionalInt.of(127), computer.status());
        }
    }
}
