package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Programs that make as many of one kind of kernel object as they can, each on a machine of its own with little
/// memory, all in one JVM whose heap is three times that: what an empty one needs, and what the kernel may keep of
/// all it is asked for.
final class HogTest {
    private static final long MEMORY_BYTES = 32 << 20;
    private static final String HEAP = "-Xmx96m";
    private static final List<String> KINDS = List.of(
            "files",
            "links",
            "directories",
            "symlinks",
            "names",
            "pipes",
            "sockets",
            "attributes",
            "interests",
            "timers",
            "signals",
            "areas",
            "arguments");

    /// What runs in the small JVM: says what each program said.
    static final class Hogs {
        private Hogs() {}

        public static void main(String[] arguments) {
            for (String kind : KINDS) {
                Guest.Result result =
                        Guest.setup().memory(MEMORY_BYTES).harts(2).seed(1).run("/bin/hogtest", kind);
                System.out.print(result.text());
            }
        }
    }

    @Test
    void theHeapStaysSmallWhateverProgramsMakeTheKernelKeep() throws IOException, InterruptedException {
        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hogs.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, small.waitFor(), said);
        for (String kind : KINDS) {
            assertTrue(said.lines().anyMatch(line -> line.startsWith(kind + ": ")), () -> kind + " in\n" + said);
        }
    }
}
