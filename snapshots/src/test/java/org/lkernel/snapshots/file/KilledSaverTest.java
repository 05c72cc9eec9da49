package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process of its own is killed by the host's kernel at each system call with which it saves over a snapshot.
///
/// `strace` kills it as the call is entered, so that it does not happen.
@EnabledOnOs(OS.LINUX)
class KilledSaverTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path directory;

    private Path target;
    private byte[] before;
    private byte[] after;

    @Test
    void theOldOrTheNewIsWholeWhateverCallTheProcessDiesIn() throws IOException, InterruptedException {
        target = directory.resolve("work");
        after = saved(Saver.content());
        before = saved(Samples.content(Samples.memory(20)));
        // Pages, index, chunk table, two sections that are not empty, header; the file, its directory; the name.
        assertEquals(List.of(0, 0, 0, 0, 0, 0), killAtEach("pwrite64"));
        assertEquals(List.of(0, 1), killAtEach("fsync"));
        assertEquals(List.of(0), killAtEach("rename"));
    }

    private byte[] saved(SnapshotContent content) throws IOException {
        SnapshotFile.save(target, content, SaveOptions.DEFAULT);
        return Files.readAllBytes(target);
    }

    /// For each time the call is made, whether the new snapshot was found (1) or the old one (0) after the death.
    private List<Integer> killAtEach(String call) throws IOException, InterruptedException {
        List<Integer> found = new ArrayList<>();
        while (true) {
            Files.write(target, before);
            String said = killAt(call, found.size() + 1);
            byte[] left = Files.readAllBytes(target);
            if (said.equals(Saver.DONE)) {
                assertArrayEquals(after, left);
                return found;
            }
            boolean isNew = Arrays.equals(after, left);
            assertTrue(isNew || Arrays.equals(before, left), () -> "neither old nor new after " + call);
            found.add(isNew ? 1 : 0);
            assertArrayEquals(after, saved(Saver.content()));
            try (var entries = Files.list(directory)) {
                assertEquals(List.of(target), entries.toList());
            }
        }
    }

    /// What the saver said, nothing when it was killed.
    private String killAt(String call, int time) throws IOException, InterruptedException {
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=" + call,
                        "-e",
                        "inject=" + call + ":signal=KILL:when=" + time,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        target.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(strace.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(said.equals(Saver.DONE) ? 0 : KILLED, strace.waitFor(), said);
        return said;
    }
}
