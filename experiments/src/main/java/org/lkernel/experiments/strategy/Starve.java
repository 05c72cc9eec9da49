package org.lkernel.experiments.strategy;

import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// One chain gets nothing for a while, again and again, and everything else goes on as usual: what is looked
/// for needs somebody to sleep through much that the others do.
public final class Starve implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Hunger(random, Math.max(4, pilot.decisions()));
    }

    private static final class Hunger implements Chooser {
        private final SplittableRandom random;
        private final long decisions;
        private int starved;
        private long left;

        Hunger(SplittableRandom random, long decisions) {
            this.random = random;
            this.decisions = decisions;
        }

        @Override
        public int choose(Candidates candidates) {
            if (left-- <= 0) {
                starved = candidates.chain(random.nextInt(candidates.count()));
                // Lengths are spread over all magnitudes up to that of the whole run.
                left = (long) Math.pow((double) decisions, random.nextDouble());
            }
            int usual = candidates.usual();
            if (candidates.chain(usual) != starved) {
                return usual;
            }
            int other = random.nextInt(candidates.count() - 1);
            return other < usual ? other : other + 1;
        }

        @Override
        public void yielded(int chain) {
            if (chain != starved) {
                left = 0;
            }
        }
    }
}
