package org.lkernel.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.cli.Main;
import org.lkernel.cli.caller.Listener;

class BenchTest {
    @TempDir
    private Path directory;

    private Listener heard = new Listener(List.of());

    private int run(String... words) {
        heard = new Listener(Stream.concat(Stream.of("bench"), Stream.of(words)).toList());
        return Main.run(heard);
    }

    private static JsonNode system(JsonNode figures, int subject, String name) {
        for (JsonNode each : figures.path("subjects").path(subject).path("systems")) {
            if (each.path("system").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name + " in " + figures);
    }

    @Test
    void everyKindOfSubjectIsMeasuredInEveryContenderThatCan() throws Exception {
        Path page = directory.resolve("figures.html");
        String[] words = {
            "--json",
            "--html",
            page.toString(),
            "--rounds",
            "2",
            "--seconds",
            "0.1",
            "exec",
            "bodies",
            "echo",
            "machine-fork"
        };
        assertEquals(0, run(words), heard.complained());
        JsonNode figures = new ObjectMapper().readTree(heard.said());
        for (int subject = 0; subject < 4; subject++) {
            JsonNode own = system(figures, subject, "lkernel");
            assertEquals(2, own.path("nanos").size(), own.toString());
            assertTrue(own.path("medianNanos").asDouble() > 0, own.toString());
            assertTrue(
                    own.path("leastNanos").asDouble() <= own.path("mostNanos").asDouble(), own.toString());
        }
        for (int subject = 0; subject < 3; subject++) {
            JsonNode peer = system(figures, subject, "qemu-riscv64");
            double ratio = peer.path("medianNanos").asDouble()
                    / system(figures, subject, "lkernel").path("medianNanos").asDouble();
            assertEquals(ratio, peer.path("ratio").asDouble(), ratio * 1e-9, peer.toString());
            assertTrue(peer.path("failure").isNull(), peer.toString());
        }
        String html = Files.readString(page);
        assertTrue(html.contains("\"subject\"") || html.contains("\"title\":\"echo hi\""), "no figures in the page");
        assertFalse(html.contains("/*CHARTS*/") || html.contains("/*REPORT*/"), "the page is a template");
    }

    @Test
    void aPeerThatFailsIsSaidToHaveFailedAndTheOthersAreMeasured() throws Exception {
        Subject subject = Subject.all().getFirst();
        Contender good = new Named("good", List.of("/bin/sh", "-c", "echo 5 ns each"));
        Contender bad = new Named("bad", List.of("/bin/sh", "-c", "echo what is wrong; exit 3"));
        List<Figure> figures = new Turns(
                        new Sampler(1), 3, List.of(good, bad), new java.io.PrintWriter(java.io.Writer.nullWriter()))
                .measure(subject);
        assertEquals(List.of(5.0, 5.0, 5.0), figures.getFirst().nanos());
        assertNull(figures.getFirst().failure());
        assertEquals("what is wrong", figures.get(1).failure());
        Results results = new Results("build", 3, List.of("good", "bad"));
        figures.forEach(each -> results.add(subject, each));
        assertEquals(List.of("null, bad failed: what is wrong"), results.summary());
    }

    private record Named(String name, List<String> words) implements Contender {
        @Override
        public List<String> command(Subject subject, long amount) {
            return words;
        }
    }

    @Test
    void aProfileIsAPage() throws Exception {
        Path page = directory.resolve("flames.html");
        assertEquals(0, run("--profile", page.toString(), "--seconds", "0.1", "null"), heard.complained());
        assertTrue(Files.readString(page).contains("null system call"), "no title in the page");
    }

    @Test
    void whatIsNotMeasuredIsAMistake() {
        assertEquals(2, run("nonsense"));
        assertTrue(
                heard.complained().startsWith("lkernel: there is no benchmark 'nonsense': [null, pipe"),
                heard.complained());
        assertEquals(2, run("--rounds", "0"));
        assertEquals(2, run("--profile", "x", "null", "pipe"));
    }
}
