package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.actors.MachineImage;

/// The same seed is the same run, whatever else differs.
final class DeterminismTest {
    private static final String SCRIPT =
            "f() { for i in 1 2 3; do echo $1$i; done; }; f a | sort -r & f b | cat; wait; threads >/dev/null; echo $?";
    private static final String[] WORDS = {"/bin/sh", "-c", SCRIPT};

    private static Guest.Setup setup(long seed) {
        return Guest.setup().seed(seed).harts(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void theSameSeedGivesTheSameDigest(long seed) {
        Guest.Result once = setup(seed).run(WORDS);
        Guest.Result again = setup(seed).run(WORDS);
        assertEquals(0, once.status(), once.errors());
        assertEquals(once.digest(), again.digest());
        assertArrayEquals(once.out(), again.out());
    }

    @Test
    void anotherSeedGivesAnotherDigest() {
        assertNotEquals(setup(1).run(WORDS).digest(), setup(2).run(WORDS).digest());
    }

    @Test
    void inliningChangesSpeedAndNothingElse() {
        Guest.Result with = setup(7).run(WORDS);
        Guest.Result without = setup(7).with(machine -> machine.inlining(false)).run(WORDS);
        assertEquals(with.digest(), without.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void savingAndLoadingAtRandomPointsChangesNothing(long seed) {
        Guest.Result straight = setup(seed).run(WORDS);
        Random random = new Random(seed);
        try (Guest guest = setup(seed).boot(WORDS)) {
            for (int stop = 0; stop < 25; stop++) {
                if (random.nextBoolean()) {
                    guest.machine().run(1 + random.nextInt((int) straight.steps() / 20));
                } else {
                    long now = guest.machine().retired();
                    guest.machine().runUntilInstruction(now + 1 + random.nextInt((int) straight.retired() / 20));
                }
                try (MachineImage image = guest.machine().save()) {
                    guest.machine().load(image);
                }
            }
            guest.machine().run();
            assertEquals(straight.digest(), guest.result().digest());
            assertArrayEquals(straight.out(), guest.result().out());
        }
    }

    @Test
    void aMachineThatWasPutBackRunsTheSameAgain() {
        try (Guest guest = setup(5).boot(WORDS)) {
            guest.machine().run(2_000);
            try (MachineImage image = guest.machine().save()) {
                guest.machine().run();
                String first = guest.machine().fullDigest();
                guest.machine().load(image);
                guest.machine().run();
                assertEquals(first, guest.machine().fullDigest());
            }
        }
    }
}
