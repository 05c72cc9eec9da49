package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.Mode;
import org.lkernel.actors.Stop;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.snapshots.file.SnapshotException;

/// The command and the library read each other's snapshots.
@Timeout(600)
final class ExchangeTest {
    private static final String SCRIPT = "read a; echo $a; read b; cat /mnt/file; echo $b";
    private static final String INPUT = "one\ntwo\n";

    @TempDir
    private Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Computer boot() throws IOException {
        Files.createDirectories(file("volume"));
        Files.writeString(file("volume/file"), "content\n");
        return Computer.builder().volume(file("volume"), "/mnt").input(INPUT).boot("/bin/sh", "-c", SCRIPT);
    }

    @Test
    void whatTheLibrarySavedTheCommandAndTheLibraryGoOnWith() throws IOException {
        try (Computer computer = boot()) {
            computer.run("syscall:write:1");
            computer.saveTo(file("saved"));
            computer.run();
            assertEquals("one\ncontent\ntwo\n", computer.console().text());
            Command.Result resumed =
                    Command.run("resume", "--digest", file("saved").toString());
            assertEquals("one\ncontent\ntwo\n", resumed.out());
            assertEquals("digest: " + computer.digest(), resumed.digest());
            try (Computer opened = Computer.open(file("saved"))) {
                opened.run();
                assertEquals(computer.digest(), opened.digest());
            }
        }
        Files.writeString(file("volume/file"), "another\n");
        try (Computer opened = Computer.open(file("saved"))) {
            assertEquals(Stop.QUIET, opened.run(), "the file was not seen before it was saved");
        }
    }

    @Test
    void whatTheCommandSavedTheLibraryGoesOnWith() throws IOException {
        Files.createDirectories(file("volume"));
        Files.writeString(file("volume/file"), "content\n");
        String words = "--volume " + file("volume") + ":/mnt -- /bin/sh -c '" + SCRIPT + "'";
        Command.Result whole =
                Command.script("printf 'one\\ntwo\\n' >" + file("in") + "; lkernel run --digest --snapshot "
                        + file("saved") + " --at syscall:write:1 " + words + " <" + file("in"));
        assertEquals(0, whole.status(), whole.err());
        try (Computer opened = Computer.open(file("saved"))) {
            opened.run();
            assertEquals(whole.digest(), "digest: " + opened.digest());
        }
        assertThrows(SnapshotException.class, () -> Computer.open(file("in")));
    }

    @Test
    void twoLiveMachinesOfOneSnapshotShareNoSecretsUnlessTheyAreToldTo() throws IOException {
        String words = "resume " + file("saved");
        try (Computer computer = Computer.builder()
                .mode(Mode.LIVE)
                .boot("/bin/sh", "-c", "read x; head -c 16 /dev/urandom | od -An -tx1")) {
            computer.run("syscall:clone:1");
            computer.saveTo(file("saved"));
        }
        String first = Command.script("lkernel " + words).out();
        assertFalse(first.isBlank());
        assertTrue(!first.equals(Command.script("lkernel " + words).out()), "each has a seed of its own");
        String same = Command.script("lkernel " + words + " --same").out();
        assertEquals(same, Command.script("lkernel " + words + " --same").out());
        String seven = Command.script(
                        "lkernel " + words + " --seed 7 --record " + file("journal") + " --digest 2>" + file("err"))
                .out();
        assertTrue(!seven.equals(same));
        Command.Result replayed =
                Command.script("lkernel replay --digest --from " + file("saved") + " " + file("journal"));
        assertEquals(seven, replayed.out(), replayed.err());
        assertArrayEquals(
                Files.readAllBytes(file("err")), replayed.err().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
