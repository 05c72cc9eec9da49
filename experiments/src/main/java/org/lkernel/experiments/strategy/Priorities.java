package org.lkernel.experiments.strategy;

import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.LongTable;

/// A priority for each chain, drawn when the chain is first seen. All drawn ones are above zero; whoever is
/// put last goes below all before it.
final class Priorities {
    private final SplittableRandom random;
    private final LongTable byChain = new LongTable();
    private long last;

    Priorities(SplittableRandom random) {
        this.random = random;
    }

    long of(int chain) {
        long priority = byChain.at(chain);
        if (priority == 0) {
            priority = draw();
            byChain.put(chain, priority);
        }
        return priority;
    }

    private long draw() {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    void putLast(int chain) {
        byChain.put(chain, --last);
    }

    void put(int chain, long priority) {
        byChain.put(chain, priority);
    }

    int highest(Candidates candidates) {
        int highest = 0;
        for (int index = 1; index < candidates.count(); index++) {
            if (of(candidates.chain(index)) > of(candidates.chain(highest))) {
                highest = index;
            }
        }
        return highest;
    }
}
