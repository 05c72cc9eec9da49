package org.lkernel.experiments.strategy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.LongTable;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Probabilistic concurrency testing: chains have random priorities, and at d − 1 random decisions the chain that
/// would go on is put below all others. A bug that needs d orderings among n chains and k decisions is found
/// with a probability of at least 1 / (n · k^(d − 1)).
///
/// In a run with much traffic that concerns nobody else, most change points are wasted. Placed only where a
/// resource is touched that another chain touched last, k is the number of such places, which the pilot
/// counted.
///
/// @see "Burckhardt, Kothari, Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of
/// finding bugs, ASPLOS 2010"
public final class Pct implements Strategy {
    private final int depth;
    private final boolean conflictsOnly;

    /// @param depth of the bugs looked for, from 1
    /// @param conflictsOnly whether change points are only where chains conflict
    public Pct(int depth, boolean conflictsOnly) {
        this.depth = depth;
        this.conflictsOnly = conflictsOnly;
    }

    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        SplittableRandom random = new SplittableRandom(seed);
        long places = Math.max(1, conflictsOnly ? pilot.conflicts() : pilot.decisions());
        long[] changes = new long[depth - 1];
        for (int index = 0; index < changes.length; index++) {
            changes[index] = random.nextLong(1, places + 1);
        }
        Arrays.sort(changes);
        return new Ranking(new Priorities(random), changes, conflictsOnly);
    }

    private static final class Ranking implements Chooser {
        private final Priorities priorities;
        private final long[] changes;
        private final boolean conflictsOnly;
        private final LongTable touched = new LongTable();
        private long passed;
        private int changed;

        Ranking(Priorities priorities, long[] changes, boolean conflictsOnly) {
            this.priorities = priorities;
            this.changes = changes;
            this.conflictsOnly = conflictsOnly;
        }

        @Override
        public int choose(Candidates candidates) {
            int highest = priorities.highest(candidates);
            while (isPlace(candidates, highest) && changed < changes.length && ++passed >= changes[changed]) {
                changed++;
                priorities.putLast(candidates.chain(highest));
                highest = priorities.highest(candidates);
            }
            touched.put(candidates.resource(highest), candidates.chain(highest));
            return highest;
        }

        private boolean isPlace(Candidates candidates, int index) {
            if (!conflictsOnly) {
                return true;
            }
            long last = touched.at(candidates.resource(index));
            return last != 0 && last != candidates.chain(index);
        }

        @Override
        public void yielded(int chain) {
            priorities.putLast(chain);
        }
    }
}
