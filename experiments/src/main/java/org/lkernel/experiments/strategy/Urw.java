package org.lkernel.experiments.strategy;

import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.LongTable;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// A random walk that is uniform over interleavings: a chain is as likely to be next as it has events left,
/// by what the pilot counted.
///
/// @see "Zhao, Wolff, Mathur, Roychoudhury: Selectively uniform concurrency testing, ASPLOS 2025"
public final class Urw implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        return new Walk(new SplittableRandom(seed), pilot);
    }

    private static final class Walk implements Chooser {
        private final SplittableRandom random;
        private final Pilot pilot;
        private final LongTable had = new LongTable();

        Walk(SplittableRandom random, Pilot pilot) {
            this.random = random;
            this.pilot = pilot;
        }

        @Override
        public int choose(Candidates candidates) {
            long sum = 0;
            for (int index = 0; index < candidates.count(); index++) {
                sum += left(candidates.chain(index));
            }
            long drawn = random.nextLong(sum);
            int chosen = 0;
            while (drawn >= left(candidates.chain(chosen))) {
                drawn -= left(candidates.chain(chosen++));
            }
            had.add(candidates.chain(chosen), 1);
            return chosen;
        }

        private long left(int chain) {
            return Math.max(1, pilot.events().getOrDefault(chain, 1L) - had.at(chain));
        }
    }
}
