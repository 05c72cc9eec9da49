package org.lkernel.experiments.strategy;

import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.LongTable;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Partial-order sampling: each pending event has a random priority, the highest runs, and those that
/// conflict with it draw again. So races are decided independently of each other, however much else goes on.
///
/// @see "Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018"
public final class Pos implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        return new Sampling(new SplittableRandom(seed));
    }

    private static final class Sampling implements Chooser {
        private final SplittableRandom random;
        /// Which event of a chain the priority is of, and the priority.
        private final LongTable events = new LongTable();

        private final LongTable priorities = new LongTable();

        Sampling(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public int choose(Candidates candidates) {
            int highest = 0;
            for (int index = 0; index < candidates.count(); index++) {
                if (priority(candidates, index) > priority(candidates, highest)) {
                    highest = index;
                }
            }
            for (int index = 0; index < candidates.count(); index++) {
                if (index == highest || candidates.conflict(highest, index)) {
                    events.put(candidates.chain(index), 0);
                }
            }
            return highest;
        }

        private long priority(Candidates candidates, int index) {
            int chain = candidates.chain(index);
            long event = candidates.number(index) + 1;
            if (events.at(chain) != event) {
                events.put(chain, event);
                priorities.put(chain, random.nextLong(1, Long.MAX_VALUE));
            }
            return priorities.at(chain);
        }
    }
}
