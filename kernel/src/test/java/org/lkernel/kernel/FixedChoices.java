package org.lkernel.kernel;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Choices for tests: always the first alternative, or any from a seed.
public final class FixedChoices implements Choices {
    private final @Nullable Random random;

    private FixedChoices(@Nullable Random random) {
        this.random = random;
    }

    public static FixedChoices first() {
        return new FixedChoices(null);
    }

    public static FixedChoices seeded(long seed) {
        return new FixedChoices(new Random(seed));
    }

    @Override
    public int choose(Site site, int actor, int bound) {
        return random == null ? 0 : random.nextInt(bound);
    }

    @Override
    public long bits(Site site, int actor) {
        return random == null ? 0 : random.nextLong();
    }
}
