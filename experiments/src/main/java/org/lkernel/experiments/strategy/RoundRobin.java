package org.lkernel.experiments.strategy;

import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.LongTable;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Every chain in its turn. The n-th schedule lets each have n events before the next one's turn.
public final class RoundRobin implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        return new Turns(Math.max(1, number));
    }

    private static final class Turns implements Chooser {
        private final long length;
        private final LongTable served = new LongTable();
        private long turn;
        private long left;

        Turns(long length) {
            this.length = length;
        }

        @Override
        public int choose(Candidates candidates) {
            int usual = candidates.usual();
            if (left > 0) {
                left--;
                return usual;
            }
            left = length - 1;
            int longest = usual == 0 ? 1 : 0;
            for (int index = 0; index < candidates.count(); index++) {
                if (index != usual && served.at(candidates.chain(index)) < served.at(candidates.chain(longest))) {
                    longest = index;
                }
            }
            served.put(candidates.chain(longest), ++turn);
            return longest;
        }
    }
}
