package org.lkernel.actors.choice;

import java.util.List;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Port;

/// Where choices stand: their seed, and how often each decision was taken, in the order of sites, then actors.
public record ChoicesState(long seed, List<Count> counts) {
    public ChoicesState {
        counts = List.copyOf(counts);
    }

    /// The same place in the streams of another seed: a fork that goes on differently.
    public ChoicesState withSeed(long newSeed) {
        return new ChoicesState(newSeed, counts);
    }

    public record Count(Choices.Site site, int actor, long times) {
        public Count {
            if (actor < 0 || actor >= Port.FIRST_HART + Port.MAXIMUM_HARTS || times < 0) {
                throw new IllegalArgumentException("port %d decided nothing %d times".formatted(actor, times));
            }
        }
    }
}
