package org.lkernel.experiments.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lkernel.experiments.strategy.Strategies;

/// Small programs with a bug each, in the C of every day with glibc's threads: the default finds the bug in a few
/// thousand schedules whatever the seed, and finds nothing in the corrected program.
class RacesTest {
    private static final Path SOURCES = Path.of("src/test/resources/races");
    private static final int PROGRAMS = 24;
    private static final int SEEDS = 2;
    /// The rarest of these bugs is found in some hundreds, so ten times as many leave no room for bad luck.
    private static final long ENOUGH = 10_000;

    private static final long CLEAN = 300;

    @TempDir
    private static Path directory;

    static List<String> programs() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".c"))
                    .map(name -> name.substring(0, name.length() - 2))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @BeforeAll
    static void compile() throws Exception {
        List<Process> compilers = new ArrayList<>();
        for (String program : programs()) {
            compilers.add(compiler(program, program));
            compilers.add(compiler(program, program + "-fixed", "-DFIXED"));
            if (compilers.size() >= 4) {
                finish(compilers);
            }
        }
        finish(compilers);
    }

    private static Process compiler(String program, String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("riscv64-linux-gnu-gcc", "-O2", "-static", "-pthread", "-w"));
        command.addAll(List.of(more));
        command.addAll(List.of(
                "-o",
                directory.resolve(name).toString(),
                SOURCES.resolve(program + ".c").toString()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static void finish(List<Process> compilers) throws InterruptedException {
        for (Process compiler : compilers) {
            assertEquals(0, compiler.waitFor());
        }
        compilers.clear();
    }

    private static Plan plan(String program, long seed, long schedules) throws Exception {
        Target target = new Target(
                null,
                List.of(directory + ":/races"),
                new TreeMap<>(),
                "/tmp",
                1,
                1L << 28,
                0,
                true,
                List.of("/races/" + program));
        return new Plan(
                target, Strategies.named(Strategies.USUAL), Strategies.USUAL, seed, schedules, null, 1, 0, null);
    }

    @Test
    void allAreTried() {
        assertEquals(PROGRAMS, programs().size());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theBugIsFoundWhateverTheSeed(String program) throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            long first = Campaign.first(plan(program, seed, ENOUGH));
            assertTrue(
                    first >= 0,
                    "not found: lkernel explore --seed %d --schedules %d --volume DIR:/races -- /races/%s"
                            .formatted(seed, ENOUGH, program));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void nothingIsFoundWhereItIsCorrected(String program) throws Exception {
        Summary summary = new Campaign(
                        plan(program + "-fixed", 0, CLEAN), Campaign.inMemory(), (done, failures, total) -> {})
                .run();
        assertEquals(CLEAN, summary.schedules());
        assertEquals(List.of(), summary.findings());
    }

    @Test
    void theRingOfADeadlockIsNamedByItsLocks() throws Exception {
        Summary summary =
                new Campaign(plan("abba-mutexes", 0, CLEAN), Campaign.inMemory(), (done, failures, total) -> {}).run();
        assertEquals(1, summary.findings().size());
        String text = summary.findings().getFirst().failure().text();
        assertTrue(
                text.matches("deadlock: task (\\d+) waits for the lock at \\w+, which task (\\d+) has in futex"
                        + " → task \\2 waits for the lock at \\w+, which task \\1 has in futex → task \\1; .*"),
                text);
    }
}
