package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.it.differential.Corpus;
import org.lkernel.it.machine.Guest;

/// Real programs go through a file at random messages and instructions, and never notice.
///
/// Three machines run every program: one straight to its end; one that stops at each point and is saved there; and
/// one that is put back from a file at each point and runs on to the next. At every point the last two give the
/// same file, byte for byte, and at the end all three have the same digest. `-Dsnapshot.points=N` says how many
/// points there are in all.
final class CorpusRoundTripTest {
    private static final int POINTS = Integer.getInteger("snapshot.points", 1_000);
    private static final int ELSEWHERE = 20;

    private static final List<Elsewhere.Job> JOBS = new ArrayList<>();

    @TempDir
    private static Path directory = Path.of("");

    @TestFactory
    Stream<DynamicTest> everyProgramOfTheCorpusGoesThroughAFile() throws IOException {
        Corpus corpus = Corpus.read();
        int programs = corpus.names().size();
        int points = (POINTS + programs - 1) / programs;
        return IntStream.range(0, programs)
                .mapToObj(index -> dynamicTest(
                        corpus.names().get(index), () -> goThroughFiles(corpus.name(index), index, points)));
    }

    private static void goThroughFiles(String name, int index, int points) throws IOException {
        Corpus corpus = Corpus.read();
        Guest.Setup setup = corpus.setup(name).seed(index).harts(1 + index % 2);
        Guest.Result straight = setup.run(corpus.words(name));
        Random random = new Random(index);
        try (Guest original = setup.boot(corpus.words(name));
                Guest restored = setup.boot(corpus.words(name))) {
            for (int point = 0; point < points; point++) {
                String where = name + ", seed " + index + ", point " + point;
                Stretch stretch = Stretch.of(random, original, straight, points - point);
                stretch.run(original);
                stretch.run(restored);
                byte[] there = Saved.bytes(original, directory.resolve("original"));
                Path file = directory.resolve("restored");
                assertArrayEquals(there, Saved.bytes(restored, file), where);
                if (point == points / 2 && JOBS.size() < ELSEWHERE) {
                    Path kept = Files.copy(file, directory.resolve("elsewhere-" + index));
                    JOBS.add(new Elsewhere.Job(kept, name, index, straight.digest(), original.inputLeft()));
                }
                Saved.load(restored, file);
            }
            original.machine().run();
            restored.machine().run();
            assertEquals(straight.digest(), original.machine().fullDigest(), name);
            assertEquals(straight.digest(), restored.machine().fullDigest(), name);
            assertArrayEquals(straight.out(), restored.result().out(), name);
        }
    }

    /// How far both machines go next: so many messages, or so many instructions.
    private record Stretch(boolean messages, long to) {
        static Stretch of(Random random, Guest guest, Guest.Result straight, int stretches) {
            boolean messages = random.nextBoolean();
            long now = messages ? guest.machine().steps() : guest.machine().retired();
            long left = Math.max(1, (messages ? straight.steps() : straight.retired()) - now);
            return new Stretch(messages, now + 1 + random.nextLong(Math.max(1, 2 * left / (stretches + 1))));
        }

        void run(Guest guest) {
            if (messages) {
                guest.machine().run(to - guest.machine().steps());
            } else {
                guest.machine().runUntilInstruction(to);
            }
        }
    }

    @AfterAll
    static void theSameInAFreshJvm() throws IOException, InterruptedException {
        assertTrue(JOBS.size() >= Math.min(ELSEWHERE, Corpus.read().names().size()));
        Elsewhere.check(JOBS);
    }
}
