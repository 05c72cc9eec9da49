package org.lkernel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/// The lowest free number: the right one, and found without a walk over those that are taken.
final class LowestTest {
    private static final int MANY = 100_000;

    @Test
    void itIsTheOneThatAWalkFinds() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            TreePMap<Integer, String> taken = TreePMap.empty();
            int count = random.nextInt(40);
            for (int index = 0; index < count; index++) {
                taken = taken.plus(random.nextInt(40), "");
            }
            int least = random.nextInt(45);
            int walked = least;
            while (taken.containsKey(walked)) {
                walked++;
            }
            assertEquals(walked, Lowest.free(taken, least));
        }
    }

    /// Walking would look at two thousand million.
    @Test
    void amongManyItIsFoundAsFast() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            TreePMap<Integer, String> taken = TreePMap.empty();
            for (int number = 0; number < MANY; number++) {
                taken = taken.plus(number, "");
            }
            for (int round = 0; round < 20_000; round++) {
                assertEquals(MANY, Lowest.free(taken, round % 10));
            }
        });
    }
}
