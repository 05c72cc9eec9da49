package org.lkernel.actors.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Port;

/// One counter for each site and actor.
@SuppressWarnings("EnumOrdinal") // an index into a table made in this very run
final class Counters {
    private static final Choices.Site[] SITES = Choices.Site.values();
    private static final int ACTORS = Port.FIRST_HART + Port.MAXIMUM_HARTS;

    private final long[] times = new long[SITES.length * ACTORS];

    /// The number of this occurrence, from 0.
    long next(Choices.Site site, int actor) {
        return times[site.ordinal() * ACTORS + actor]++;
    }

    List<ChoicesState.Count> saved() {
        List<ChoicesState.Count> counts = new ArrayList<>();
        for (int index = 0; index < times.length; index++) {
            if (times[index] != 0) {
                counts.add(new ChoicesState.Count(SITES[index / ACTORS], index % ACTORS, times[index]));
            }
        }
        return counts;
    }

    void load(Counters other) {
        System.arraycopy(other.times, 0, times, 0, times.length);
    }

    void load(List<ChoicesState.Count> counts) {
        Arrays.fill(times, 0);
        for (ChoicesState.Count count : counts) {
            times[count.site().ordinal() * ACTORS + count.actor()] = count.times();
        }
    }
}
