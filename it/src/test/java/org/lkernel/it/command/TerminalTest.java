package org.lkernel.it.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The user's terminal is as it was, however the command ends.
@Timeout(600)
final class TerminalTest {
    private static Command onTerminal(String command) {
        return Command.onTerminal("before=$(stty -g); " + command + "; status=$?; "
                + "[ \"$before\" = \"$(stty -g)\" ] && echo restored $status");
    }

    private static void assertRestored(int status, Command.Result result) {
        assertTrue(result.out().contains("restored " + status), result.out());
        assertEquals(0, result.status(), result.out());
    }

    @Test
    void afterTheGuestsExit() {
        try (Command terminal = onTerminal("lkernel boot")) {
            terminal.await("# ");
            terminal.type("exit 3\n");
            assertRestored(3, terminal.result());
        }
    }

    @Test
    void afterASignalFromOutside() {
        try (Command terminal = onTerminal("lkernel run -- /bin/sh -c 'echo ready; exec cat'")) {
            terminal.await("ready");
            terminal.virtualMachines().forEach(ProcessHandle::destroy);
            assertRestored(143, terminal.result());
        }
    }

    @Test
    void afterAMistake() {
        try (Command terminal = onTerminal("lkernel run -- /bin/none")) {
            assertRestored(127, terminal.result());
        }
    }

    @Test
    void interruptFromTheKeyboardReachesTheGuestAndNotTheCommand() {
        try (Command terminal = onTerminal(
                "lkernel run -- /bin/sh -c 'trap \"echo caught; exit 5\" INT; echo ready; while :; do read line; done'")) {
            terminal.await("ready");
            terminal.type("\u0003");
            assertRestored(5, terminal.result());
        }
    }
}
