package org.lkernel.experiments.strategy;

import java.util.SplittableRandom;
import org.lkernel.experiments.schedule.Candidates;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Any of what could happen, each as likely as the others: a random walk.
public final class Random implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        SplittableRandom random = new SplittableRandom(seed);
        return (Candidates candidates) -> random.nextInt(candidates.count());
    }
}
