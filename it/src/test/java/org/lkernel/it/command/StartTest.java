package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a command costs before its program runs, in numbers that are the same on every machine: the classes that
/// it loads, of which those made while it runs cost most.
@Timeout(600)
final class StartTest {
    private static final int CLASSES = 5_350;
    private static final int MADE = 640;

    @TempDir
    private Path scratch;

    @Test
    void aRunLoadsNoMoreClassesThanItNeeds() throws IOException {
        List<String> loaded = loaded("run", "--", "/bin/echo", "hi");
        assertAtMost(CLASSES, loaded, "classes");
        List<String> made = loaded.stream().filter(line -> line.contains("/0x")).toList();
        assertTrue(made.size() > 0, "a class that is made is told by the address in its name");
        assertAtMost(MADE, made, "classes made at run time");
    }

    @Test
    void noRunReadsXml() throws IOException {
        assertNull(
                StartTest.class.getResource("/logback.xml"),
                "what an earlier build left is on the class path: remove the build directories");
        assertEquals(
                List.of(),
                loaded("run", "--", "/bin/echo", "hi").stream()
                        .filter(line -> line.contains(" com.sun.org.apache.xerces.") || line.contains(".SaxEvent"))
                        .toList());
    }

    private static void assertAtMost(int limit, List<String> classes, String what) {
        assertTrue(classes.size() <= limit, () -> classes.size() + " " + what + ", more than " + limit);
    }

    /// The lines with which the JVM tells of the classes it loads.
    private List<String> loaded(String... words) throws IOException {
        Path log = scratch.resolve("classes");
        Command.Result result = Command.runOn(List.of("-Xlog:class+load:file=" + log), words);
        assertEquals(0, result.status(), result.err());
        List<String> lines = Files.readAllLines(log);
        Files.delete(log);
        return lines;
    }
}
