package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lkernel.cli.caller.ThisProcess;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = Main.commandLine(new ThisProcess())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void aMistakeIsOneLineOnStandardErrorAndStatusTwo() {
        assertEquals(2, command.execute("--nonsense"));
        assertEquals("", out.toString());
        assertEquals(
                "lkernel: Unknown option: '--nonsense' (see lkernel --help)" + System.lineSeparator(), err.toString());
    }

    @Test
    void nothingToDoIsAMistake() {
        assertEquals(2, command.execute());
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void theVersionNamesTheJavaItRunsOn() {
        assertEquals(0, command.execute("--version"));
        assertTrue(out.toString().contains(Runtime.version().toString()));
    }
}
