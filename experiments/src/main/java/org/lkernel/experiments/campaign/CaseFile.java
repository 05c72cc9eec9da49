package org.lkernel.experiments.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.schedule.Decision;

/// A failing schedule as a text file: what is run, where it is other than fifo, and what comes of it.
///
/// ```
/// lkernel case 1
/// build: the kernel it was found with
/// target: what is run, a JSON object
/// expected: the exit status that means success
/// check: a shell command that judges the end, if there is one
/// oracle: a jar with one more judge, if there is one, and its hash
/// signature: what failed, and where
/// text: the same for people
/// digest: of the whole run
/// words: shared words of memory, hexadecimal, for showing the run
/// decision: stay task:1@1326 0 task:3@0
/// passing: a decision of the nearest schedule that passes
/// ```
///
/// @param decisions in order
/// @param passing those of the other schedule of the critical pair
@SuppressWarnings("ArrayRecordComponent") // written and read, and not compared
public record CaseFile(
        String build,
        Target target,
        int expected,
        @Nullable String check,
        @Nullable String oracle,
        String signature,
        String text,
        String digest,
        long[] words,
        List<Decision> decisions,
        List<Decision> passing) {
    /// What such a file begins with.
    public static final String MAGIC = "lkernel case 1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public CaseFile {
        decisions = List.copyOf(decisions);
        passing = List.copyOf(passing);
    }

    /// Whether the file is one of these; false for one that cannot be read.
    public static boolean isCase(Path file) {
        try (var lines = Files.newInputStream(file)) {
            return new String(lines.readNBytes(MAGIC.length()), StandardCharsets.UTF_8).equals(MAGIC);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// What the file says.
    public String write() {
        StringBuilder text = new StringBuilder(MAGIC).append('\n');
        line(text, "build", build);
        line(text, "target", json(target));
        line(text, "expected", String.valueOf(expected));
        if (check != null) {
            line(text, "check", check);
        }
        if (oracle != null) {
            line(text, "oracle", oracle);
        }
        line(text, "signature", signature);
        line(text, "text", this.text);
        line(text, "digest", digest);
        StringBuilder shown = new StringBuilder();
        for (long word : words) {
            shown.append(shown.isEmpty() ? "" : " ").append(Long.toHexString(word));
        }
        line(text, "words", shown.toString());
        decisions.forEach(decision -> line(text, "decision", decision.toString()));
        passing.forEach(decision -> line(text, "passing", decision.toString()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.replace('\n', ' ')).append('\n');
    }

    private static String json(Target target) {
        try {
            return MAPPER.writeValueAsString(target);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Reads a file.
    public static CaseFile read(Path file) throws Mistake {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.getFirst().equals(MAGIC)) {
                throw new Mistake(file + " is no case of this version of lkernel");
            }
            return parse(lines.subList(1, lines.size()));
        } catch (IOException | IllegalArgumentException unfit) {
            throw new Mistake(file + ": " + unfit.getMessage());
        }
    }

    private static CaseFile parse(List<String> lines) throws JsonProcessingException {
        Map<String, String> single = new TreeMap<>();
        List<Decision> decisions = new ArrayList<>();
        List<Decision> passing = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                throw new IllegalArgumentException("'" + line + "' says nothing");
            }
            String value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "decision" -> decisions.add(Decision.parse(value));
                case "passing" -> passing.add(Decision.parse(value));
                default -> single.put(line.substring(0, colon), value);
            }
        }
        return new CaseFile(
                needed(single, "build"),
                MAPPER.readValue(needed(single, "target"), Target.class),
                Integer.parseInt(needed(single, "expected")),
                single.get("check"),
                single.get("oracle"),
                needed(single, "signature"),
                needed(single, "text"),
                needed(single, "digest"),
                words(needed(single, "words")),
                decisions,
                passing);
    }

    private static long[] words(String text) {
        return java.util.Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .mapToLong(word -> Long.parseLong(word, 16))
                .toArray();
    }

    private static String needed(Map<String, String> single, String name) {
        String value = single.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it lacks a line '" + name + "'");
        }
        return value;
    }
}
