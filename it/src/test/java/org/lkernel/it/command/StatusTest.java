package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Exit statuses and the one line that goes with them.
@Timeout(600)
final class StatusTest {
    private static final int MACHINE = 18;

    @TempDir
    private Path directory;

    private Command.Result runFile(byte[] content) throws IOException {
        Files.write(directory.resolve("program"), content);
        assertTrue(directory.resolve("program").toFile().setExecutable(true));
        return Command.run("run", "--volume", directory + ":/mnt", "--", "/mnt/program");
    }

    private static byte[] elf() throws IOException {
        try (InputStream program = StatusTest.class.getResourceAsStream("/org/lkernel/userland/true")) {
            return Objects.requireNonNull(program).readAllBytes();
        }
    }

    private static void assertLine(int status, String text, Command.Result result) {
        assertEquals(status, result.status(), result.err());
        assertTrue(result.err().contains(text), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }

    @Test
    void aProgramThatIsNotThereIs127() {
        assertLine(127, "/bin/none: No such file or directory", Command.run("run", "--", "/bin/none"));
    }

    @Test
    void whatIsNoProgramIs126() throws IOException {
        assertLine(126, "Exec format error", runFile(new byte[] {1, 2, 3, 4}));
        assertLine(126, "Permission denied", Command.run("run", "--", "/etc"));
    }

    @Test
    void aProgramForAnotherMachineOrCutOffIs126() throws IOException {
        byte[] foreign = elf();
        foreign[MACHINE] = 62;
        assertLine(126, "Exec format error", runFile(foreign));
        assertLine(126, "Exec format error", runFile(Arrays.copyOf(elf(), 80)));
    }

    @Test
    void aRootThatIsNoneIs125() {
        assertLine(125, "--root: there is no directory", Command.run("run", "--root", directory + "/none", "--", "/x"));
    }

    @Test
    void aMistakeOnTheCommandLineIs2() {
        assertLine(2, "Unknown option: '--nonsense'", Command.run("run", "--nonsense", "--", "/bin/true"));
        assertLine(2, "PROGRAM", Command.run("run"));
        assertLine(2, "invalid system call 'nosuch'", Command.run("strace", "-e", "nosuch", "--", "/bin/true"));
    }

    @Test
    void aStatusIsTheProgramsAndASignalAdds128() {
        Command.Result result = Command.run("run", "--", "/bin/sh", "-c", "echo out; echo err >&2; exit 42");
        assertEquals(new Command.Result(42, "out\n", "err\n"), result);
        assertEquals(
                137, Command.run("run", "--", "/bin/sh", "-c", "kill -9 $$").status());
    }
}
