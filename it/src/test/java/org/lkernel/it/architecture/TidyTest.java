package org.lkernel.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the eye stumbles over in a source file.
class TidyTest {

    private static final int LONGEST = 400;
    /// In columns.
    private static final int WIDEST = 120;

    /// Files that are longer for a reason, which is the value.
    private static final Map<String, String> LONG = new TreeMap<>(Map.of(
            "kernel/src/main/java/org/lkernel/kernel/hart/Interpreter.java",
            "one loop, which the compiler must see whole"));

    @Test
    void noSourcePromisesLaterWork() {
        Pattern promise = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\\b");
        assertNone(Sources.all(), line -> promise.matcher(line).find());
    }

    @Test
    void noLineEndsInBlanks() {
        // Blanks at the end of a line are what some test scripts are about.
        assertNone(
                Sources.all().filter(Sources.named(".*\\.(md|sh)").negate()),
                line -> !line.equals(line.stripTrailing()));
    }

    @Test
    void javaIsIndentedWithSpaces() {
        assertNone(Sources.java(), line -> line.contains("\t"));
    }

    /// The formatter breaks a wider one and forgets the slashes; a narrower one, a table among them, it leaves alone.
    @Test
    void noCommentOfATypeIsWiderThanTheFormatterLetsItBe() {
        assertNone(
                Sources.java().filter(Sources.named(".*package-info\\.java").negate()),
                line -> line.strip().startsWith("///") && line.length() > WIDEST);
    }

    @Test
    void noFileIsLongerThanItMayBe() {
        assertTrue(Sources.main().findAny().isPresent());
        assertEquals(
                String.join("\n", LONG.keySet()),
                Sources.main()
                        .filter(file -> Sources.lines(file).size() > LONGEST)
                        .map(TidyTest::name)
                        .sorted()
                        .collect(Collectors.joining("\n")),
                "files of more than " + LONGEST + " lines are those listed with a reason");
    }

    private static void assertNone(Stream<Path> files, Predicate<String> ugly) {
        List<Path> read = files.toList();
        assertTrue(read.size() > 1, "no source was read");
        assertEquals("", read.stream().flatMap(file -> places(file, ugly)).collect(Collectors.joining("\n")));
    }

    private static Stream<String> places(Path file, Predicate<String> ugly) {
        List<String> lines = Sources.lines(file);
        return IntStream.range(0, lines.size())
                .filter(i -> ugly.test(lines.get(i)))
                .mapToObj(i -> name(file) + ":" + (i + 1) + ": " + lines.get(i));
    }

    private static String name(Path file) {
        return Sources.ROOT.relativize(file).toString().replace('\\', '/');
    }
}
