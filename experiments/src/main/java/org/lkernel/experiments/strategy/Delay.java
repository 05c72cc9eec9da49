package org.lkernel.experiments.strategy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Fifo, but for a few random decisions: most bugs need no more, and such schedules need no shrinking.
///
/// @see "Emmi, Qadeer, Rakamarić: Delay-bounded scheduling, POPL 2011"
public final class Delay implements Strategy {
    private final int times;
    private final boolean tasksOnly;

    /// @param times how many decisions are taken otherwise, at most
    /// @param tasksOnly whether only tasks are put off, and messages keep their order
    public Delay(int times, boolean tasksOnly) {
        this.times = times;
        this.tasksOnly = tasksOnly;
    }

    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] places = new long[times];
        for (int index = 0; index < times; index++) {
            places[index] = random.nextLong(1, Math.max(2, pilot.decisions() + pilot.decisions() / 4));
        }
        Arrays.sort(places);
        return new Chooser() {
            private long passed;
            private int done;

            @Override
            public int choose(Candidates candidates) {
                int usual = candidates.usual();
                if (tasksOnly && !candidates.isTask(usual) || done >= times || ++passed < places[done]) {
                    return usual;
                }
                done++;
                int other = random.nextInt(candidates.count() - 1);
                int chosen = other < usual ? other : other + 1;
                return tasksOnly && !candidates.isTask(chosen) ? usual : chosen;
            }
        };
    }
}
