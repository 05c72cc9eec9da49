package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the command does when its streams end or somebody signals it.
@Timeout(600)
final class SignalTest {
    private static String signal(String signal) {
        return signal(signal, "");
    }

    /// Starts a guest that waits on standard input, signals it once it runs, and says how it ended.
    ///
    /// @param options of `lkernel run`
    static String signal(String signal, String options) {
        return """
                set -m
                mkfifo=$(mktemp -u); mkfifo "$mkfifo"; exec 8<>"$mkfifo"
                out=$(mktemp -u); mkfifo "$out"
                exec_lkernel run %s -- /bin/sh -c 'echo ready; exec cat' <&8 >"$out" &
                read -r line <"$out"
                kill -%s $!
                wait $!
                echo "$line $?"
                rm "$mkfifo" "$out"
                """.formatted(options, signal);
    }

    @Test
    void aSignalEndsAGuestThatWaitsOnStandardInput() {
        assertEquals("ready 130\n", Command.script(signal("INT")).out());
        assertEquals("ready 143\n", Command.script(signal("TERM")).out());
        assertEquals("ready 129\n", Command.script(signal("HUP")).out());
    }

    @Test
    void aReaderThatLeavesKillsTheWriterAsAPipeDoes() {
        Command.Result result =
                Command.script("(lkernel run -- /bin/sh -c 'while :; do echo y; done'; echo $? >&2) | head -n 1");
        assertEquals("y\n", result.out());
        assertEquals("141", result.err().strip());
    }

    @Test
    void aFullStandardOutputIsTheProgramsError() {
        Command.Result result = Command.script("lkernel run -- /bin/echo hello >/dev/full");
        assertEquals(1, result.status());
        assertTrue(result.err().contains("No space left on device"), result.err());
    }

    @Test
    void standardInputIsTakenUpToItsEndAndNoFurtherThanAsked() {
        Command.Result result =
                Command.script("printf 'one\\ntwo\\n' | { lkernel run -- /bin/sh -c 'read x; echo $x'; cat; }");
        assertEquals("one\ntwo\n", result.out());
    }

    @Test
    void theMachineGoesOnWhileOneProgramWaitsForInputThatDoesNotCome() {
        for (int harts = 1; harts <= 2; harts++) {
            String script = """
                    lkernel run --mode live --harts %d -- /bin/sh -c '
                        (for i in 1 2 3 4 5; do echo tick $i; sleep 0.01; done) &
                        read x; wait; echo got $x'
                    """;
            try (Command command = Command.startScript(script.formatted(harts))) {
                command.await("tick 5\n");
                command.type("line\n");
                command.await("got line\n");
                assertEquals(0, command.result().status());
            }
        }
    }
}
