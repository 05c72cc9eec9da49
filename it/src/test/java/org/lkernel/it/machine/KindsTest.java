package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every call on every kind of object answers what Linux answers, but where a difference is listed with its reason.
///
/// A table of `it/kinds` has a line for each call and answer: `call answer kind kind…`. The differences have
/// `call answer kind kind… # reason`, the answer being ours.
final class KindsTest {
    private static final Path HERE = Path.of("kinds").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({"fdkinds, /tmp", "pathkinds, /"})
    void everyCallOnEveryKindAnswersAsLinuxDoesOrIsListedWithAReason(String exerciser, String directory)
            throws IOException {
        Map<String, String> expected = table(Files.readAllLines(HERE.resolve(exerciser + ".linux")));
        assertTrue(expected.size() > 5000, expected.size() + " cells");
        List<String> listed = Files.readAllLines(HERE.resolve(exerciser + ".differences"));
        listed.forEach(line -> assertTrue(line.matches("[^#]+ # .{8,}"), () -> "no reason: " + line));
        table(listed).forEach((cell, answer) -> {
            String linux = expected.put(cell, answer);
            assertFalse(linux == null || linux.equals(answer), () -> "this is no difference: " + cell);
        });
        Guest.Result result = Guest.setup().run("/bin/sh", "-c", "cd %s; exec %s".formatted(directory, exerciser));
        Map<String, String> ours = new TreeMap<>();
        result.text().lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            ours.put(words[1] + " " + words[0], words[2]);
        });
        assertEquals(List.of(), differing(expected, ours), () -> "call kind: Linux, here\n" + result.errors());
    }

    @ParameterizedTest
    @CsvSource({"fdkinds, 1, 1", "fdkinds, 2, 4", "pathkinds, 3, 2", "pathkinds, 4, 4"})
    void randomCallsOnRandomKindsDoNoHarmAndAreTheSameAgain(String exerciser, long seed, int harts) {
        String[] words = {"/bin/" + exerciser, "random", String.valueOf(seed), "60"};
        Guest.Result result = Guest.setup().harts(harts).seed(seed).run(words);
        String stands = "the kernel stands after 60 children of seed " + seed + "\n";
        assertTrue(result.text().endsWith(stands), () -> result.text() + result.errors());
        assertEquals(
                result.digest(),
                Guest.setup().harts(harts).seed(seed).run(words).digest());
    }

    private static Map<String, String> table(List<String> lines) {
        Map<String, String> cells = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.replaceAll(" *#.*", "").split(" ");
            for (int index = 2; index < words.length; index++) {
                cells.put(words[0] + " " + words[index], words[1]);
            }
        }
        return cells;
    }

    private static List<String> differing(Map<String, String> expected, Map<String, String> ours) {
        List<String> differing = new ArrayList<>();
        expected.forEach((cell, answer) -> {
            String here = ours.getOrDefault(cell, "nothing");
            if (!answer.equals(here)) {
                differing.add(cell + ": " + answer + ", " + here);
            }
        });
        return differing;
    }
}
