package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.it.differential.DebianRootForTests;

/// Sessions of Debian's programs on a terminal: saved, killed, and gone on with by another process elsewhere.
@Timeout(600)
final class RealSessionTest {
    private static final Pattern PROCESS = Pattern.compile("\"process\":(\\d+)");

    @TempDir
    private Path directory;

    private Path saved() {
        return directory.resolve("saved");
    }

    private String inSessions(String script) {
        return "export LKERNEL_SESSIONS=" + Command.quoted(List.of(directory + "/s")) + "\n" + script;
    }

    private Command boot() throws IOException {
        Command terminal = Command.onTerminal(inSessions("stty rows 24 columns 80; lkernel boot --name real --root "
                + Command.quoted(List.of(DebianRootForTests.get().toString())) + " --init /bin/bash-static"));
        terminal.await("# ");
        return terminal;
    }

    private Command.Result lkernel(String words) {
        Command.Result result = Command.script(inSessions("lkernel " + words));
        assertEquals(0, result.status(), result.err());
        return result;
    }

    /// Saves the session and leaves nothing of it but the file.
    private void saveAndKill() {
        lkernel("snapshot save real " + Command.quoted(List.of(saved().toString())));
        Matcher process = PROCESS.matcher(lkernel("sessions --json").out());
        assertTrue(process.find());
        ProcessHandle machine =
                ProcessHandle.of(Long.parseLong(process.group(1))).orElseThrow();
        machine.destroyForcibly();
        machine.onExit().join();
    }

    private Command resume() {
        return Command.onTerminal(inSessions(
                "stty rows 24 columns 80; cd /; lkernel resume " + Command.quoted(List.of(saved().toString()))));
    }

    @AfterEach
    void stopAll() {
        Command.script(inSessions("lkernel stop real"));
    }

    @Test
    void bashKeepsVariablesFunctionsTrapJobsAndAPipelineHalfRead() throws IOException {
        try (Command terminal = boot()) {
            terminal.type("x=kept; f() { echo \"f has $x\"; }; trap 'echo trapped' USR1\n");
            terminal.type("for i in 1 2 3; do sleep 100$i & done\n");
            terminal.type("seq 3 | while read n; do echo line $n; read go </dev/tty; done\n");
            terminal.await("line 1\r\n");
            saveAndKill();
        }
        try (Command terminal = resume()) {
            terminal.await("line 1\r\n");
            terminal.type("\n");
            terminal.await("line 2\r\n");
            terminal.type("\n");
            terminal.await("line 3\r\n");
            terminal.type("\nf; kill -USR1 $$; jobs; kill %2; wait %2; echo ended $?\n");
            terminal.await("f has kept\r\n");
            terminal.await("trapped\r\n");
            terminal.await("sleep 100$i");
            terminal.await("ended 143\r\n");
            terminal.type("exit 7\n");
            assertEquals(7, terminal.result().status());
        }
    }

    @Test
    void aFullScreenEditorKeepsItsScreenAndWhatWasTyped() throws IOException {
        try (Command terminal = boot()) {
            terminal.type("busybox vi /tmp/text\n");
            terminal.await("/tmp/text");
            terminal.type("ifirst line\nsecond");
            terminal.await("second");
            saveAndKill();
        }
        try (Command terminal = resume()) {
            terminal.await("second");
            // What follows an escape at once would be taken for one key with it.
            terminal.type(" line\u001b");
            terminal.await("- /tmp/text [Modified]");
            terminal.type(":wq\nsed 's/^/got: /' /tmp/text\n");
            terminal.await("got: second line\r\n");
            terminal.type("exit\n");
            assertTrue(terminal.result().out().contains("got: first line\r\n"));
        }
    }
}
