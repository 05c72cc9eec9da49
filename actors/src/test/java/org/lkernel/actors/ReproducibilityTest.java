package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.toy.Rigs;

/// The same seed gives the same run, whatever else differs; another seed gives another.
class ReproducibilityTest {
    private static final int LENGTH = 300;

    private static String digest(MachineBuilder builder) {
        try (Machine machine = builder.build()) {
            Rigs.throwAll(machine, LENGTH);
            machine.run();
            assertTrue(machine.steps() > LENGTH, "the games were played");
            return machine.steps() + " " + machine.fullDigest();
        }
    }

    @Test
    void sameSeedSameDigestInOneJvm() {
        assertEquals(
                digest(Rigs.diceWithHost(1).seed(42)),
                digest(Rigs.diceWithHost(1).seed(42)));
    }

    @Test
    void fiftySeedsGiveFiftyDigests() {
        Set<String> digests = new TreeSet<>();
        for (long seed = 0; seed < 50; seed++) {
            digests.add(digest(Rigs.diceWithHost(1).seed(seed)));
        }
        assertEquals(50, digests.size());
    }

    @Test
    void anotherAnswerOfTheHostGivesAnotherDigest() {
        assertNotEquals(
                digest(Rigs.diceWithHost(1).seed(42)),
                digest(Rigs.diceWithHost(2).seed(42)));
    }

    @Test
    void inliningChangesNothing() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(
                    digest(Rigs.diceWithHost(1).seed(seed).inlining(true)),
                    digest(Rigs.diceWithHost(1).seed(seed).inlining(false)));
        }
    }

    @Test
    void watchingStepByStepChangesNothing() {
        String whole = digest(Rigs.diceWithHost(1).seed(9));
        try (Machine machine = Rigs.diceWithHost(1).seed(9).build()) {
            Rigs.throwAll(machine, LENGTH);
            long steps = 0;
            while (machine.step()) {
                steps++;
                assertEquals(steps, machine.steps());
            }
            assertEquals(whole, machine.steps() + " " + machine.fullDigest());
        }
    }

    @Test
    void sameSeedSameDigestInAnotherJvm() throws Exception {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process other = new ProcessBuilder(
                        java,
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReproducibilityTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(other.waitFor(1, TimeUnit.MINUTES));
        assertEquals(digest(Rigs.diceWithHost(1).seed(42)), printed);
    }

    /// The other JVM's side of [#sameSeedSameDigestInAnotherJvm].
    public static void main(String[] arguments) {
        System.out.print(digest(Rigs.diceWithHost(1).seed(42)));
    }

    @Test
    void arrivalOrderIgnoresTheSeedOfDeliveries() {
        assertEquals(raced(1, _ -> Order.arrival()), raced(2, _ -> Order.arrival()));
        assertNotEquals(raced(1, Order::chosen), raced(2, Order::chosen));
    }

    private static String raced(long seed, java.util.function.Function<org.lkernel.kernel.Choices, Order> order) {
        try (Machine machine = Rigs.walkers().seed(seed).order(order).build()) {
            Rigs.walkAll(machine, 10);
            machine.run();
            return machine.fullDigest();
        }
    }
}
