package org.lkernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lkernel.cli.caller.ThisProcess;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = Main.commandLine(new ThisProcess("bench"))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void everyFigureIsOfAProgramThatRan() throws Exception {
        assertEquals(0, command.execute("bench", "--json", "--rounds", "1", "map", "signal"), err.toString());
        JsonNode figures = new ObjectMapper().readTree(out.toString());
        assertEquals("map", figures.path(0).path("name").asText());
        assertEquals("signal", figures.path(1).path("name").asText());
        figures.forEach(figure -> assertTrue(figure.path("best").asLong() > 0, figure.toString()));
    }

    @Test
    void whatIsNotMeasuredIsAMistake() {
        assertEquals(2, command.execute("bench", "nonsense"));
        assertTrue(err.toString().startsWith("lkernel: there is no benchmark 'nonsense': null, pipe"), err.toString());
        assertEquals(2, command.execute("bench", "--rounds", "0"));
    }
}
