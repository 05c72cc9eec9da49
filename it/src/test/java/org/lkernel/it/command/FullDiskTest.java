package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is written while a machine runs and cannot be is said in one line, and what was written before it
/// stays.
@Timeout(600)
final class FullDiskTest {
    private static final String LOOP = " -- /bin/sh -c 'i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done'";
    /// In KiB: a journal of the run is larger, and what is whole below it holds output.
    private static final int BLOCKS = 256;

    @TempDir
    private Path directory;

    private static void assertFull(String command, String option) {
        Command.Result result = Command.script("lkernel " + command);
        assertEquals(125, result.status(), result.err());
        assertTrue(result.err().startsWith("lkernel: " + option + ": '/dev/full'"), result.err());
        assertTrue(result.err().endsWith("No space left on device\n"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void aFileThatTakesNothingIsAnErrorOfTheCommand() {
        assertFull("run --record /dev/full -- /bin/true", "--record");
        assertFull("run --trace /dev/full -- /bin/true", "--trace");
        assertFull("run -v --log-file /dev/full -- /bin/true", "--log-file");
        assertFull("strace -o /dev/full -- /bin/true", "-o");
        Command.Result listing = Command.script("lkernel dmesg >/dev/full");
        assertEquals(125, listing.status());
        assertEquals("lkernel: standard output cannot be written: No space left on device\n", listing.err());
    }

    /// A shell limits how large files may become, which is as good as a disk that fills up.
    private Command.Result limited(String words) {
        return Command.script("cd " + directory + "; ulimit -f " + BLOCKS + "; lkernel run " + words + LOOP
                + " | tail -n 1; " + "exit ${PIPESTATUS[0]}");
    }

    @Test
    void aTraceIsWholeUpToWhereTheDiskWasFull() throws IOException {
        Command.Result result = limited("--trace trace");
        assertEquals(125, result.status());
        assertEquals("lkernel: --trace: 'trace' cannot be written: File too large\n", result.err());
        assertEquals(BLOCKS * 1024L, Files.size(directory.resolve("trace")));
    }

    @Test
    void aJournalIsRepeatedUpToWhereTheDiskWasFull() throws IOException {
        Command.Result result = limited("--record journal");
        assertEquals(125, result.status());
        assertEquals("lkernel: --record: 'journal': the journal cannot be written: File too large\n", result.err());
        Command.Result again = Command.run("replay", directory + "/journal");
        assertEquals(130, again.status(), again.err());
        assertTrue(again.out().startsWith("0\n1\n2\n"), again.out());
        assertTrue(again.out().lines().count() > 1000);
    }
}
