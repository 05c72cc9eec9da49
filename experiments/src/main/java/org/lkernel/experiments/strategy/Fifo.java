package org.lkernel.experiments.strategy;

import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// The oldest message, the foremost task, the longest stay: every schedule is the same one.
public final class Fifo implements Strategy {
    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        return Chooser.FIFO;
    }
}
