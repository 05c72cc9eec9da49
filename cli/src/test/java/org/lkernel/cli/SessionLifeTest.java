package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.TestTerminal;

/// Named sessions as users have them: processes, sockets, files.
class SessionLifeTest {
    @TempDir
    Path directory;

    private SessionDirectory sessions() {
        return new SessionDirectory(directory.resolve("s"));
    }

    private TestCommand command() {
        return new TestCommand(directory);
    }

    private void boot(String name) throws Exception {
        TestCommand.Result booted = command().run("boot", "--name", name, "--detach");
        assertEquals(0, booted.status(), booted.err());
    }

    /// The process of a session.
    private ProcessHandle process(String name) throws Exception {
        JsonNode listed =
                new ObjectMapper().readTree(command().run("sessions", "--json").out());
        for (JsonNode session : listed) {
            if (session.path("name").asText().equals(name)) {
                return ProcessHandle.of(session.path("status").path("process").asLong())
                        .orElseThrow();
            }
        }
        throw new AssertionError("no session " + name + " in " + listed);
    }

    private void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @AfterEach
    void stopAll() throws Exception {
        if (Files.isDirectory(sessions().path())) {
            for (String name : sessions().names()) {
                command().run("stop", name);
            }
        }
    }

    @Test
    void aSessionGoesOnInAnotherProcessAndDirectoryAfterItsOwnWasKilled() throws Exception {
        boot("work");
        Path saved = directory.resolve("saved");
        try (TestTerminal terminal = TestTerminal.attach(sessions(), "work")) {
            terminal.expect("# ");
            terminal.type(
                    "x=kept; f() { echo \"f has $x\"; }; sleep 1000 & seq 3 | while read n; do echo line $n; read go </dev/tty; done\n");
            terminal.expect("line 1\r\n");
            assertTrue(terminal.save(saved).startsWith("saved " + saved));
            kill(process("work"));
        }
        assertTrue(command().run("sessions").out().contains("dead"));
        Path moved = Files.move(
                saved, Files.createDirectory(directory.resolve("elsewhere")).resolve("moved"));
        TestCommand.Result resumed = command().run("resume", "--name", "again", "--detach", moved.toString());
        assertEquals(0, resumed.status(), resumed.err());
        try (TestTerminal terminal = TestTerminal.attach(sessions(), "again")) {
            terminal.expect("line 1\r\n");
            terminal.type("\n");
            terminal.expect("line 2\r\n");
            terminal.type("\n");
            terminal.expect("line 3\r\n");
            terminal.type("\n");
            terminal.expect("# ");
            terminal.type("f; jobs; exit 7\n");
            terminal.expect("f has kept\r\n");
            terminal.expect("Running");
            assertEquals(7, terminal.end());
        }
    }

    @Test
    void whoLeavesFindsTheSessionAsItWasLeft() throws Exception {
        boot("work");
        try (TestTerminal terminal = TestTerminal.attach(sessions(), "work")) {
            terminal.expect("# ");
            terminal.type("echo to be $((6 * 7))\n");
            terminal.expect("to be 42\r\n# ");
        }
        try (TestTerminal terminal = TestTerminal.attach(sessions(), "work")) {
            terminal.expect("to be 42\r\n# ");
            terminal.type("echo more\n");
            terminal.expect("more\r\n");
        }
        TestCommand.Result twice = command().run("boot", "--name", "work", "--detach");
        assertEquals(125, twice.status());
        assertEquals("lkernel: session 'work' is running already: lkernel attach work\n", twice.err());
    }

    @Test
    void aSessionThatCannotSaveGoesOnUnharmed() throws Exception {
        boot("work");
        try (TestTerminal terminal = TestTerminal.attach(sessions(), "work")) {
            terminal.expect("# ");
            String reason = terminal.save(Path.of("/proc/no/such/place"));
            assertTrue(reason.contains("/proc/no/such/place"), reason);
            terminal.type("echo still here\n");
            terminal.expect("still here\r\n");
        }
    }

    @Test
    void aSessionThatCannotStartSaysWhyInOneLine() throws Exception {
        TestCommand.Result refused = command().run("boot", "--name", "work", "--detach", "--root", "nowhere");
        assertEquals(125, refused.status());
        assertEquals("lkernel: --root: there is no directory 'nowhere'\n", refused.err());
        assertEquals(2, command().run("boot", "--name", "a/b", "--detach").status());
    }
}
