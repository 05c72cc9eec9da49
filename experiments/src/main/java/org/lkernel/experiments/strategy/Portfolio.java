package org.lkernel.experiments.strategy;

import java.util.List;
import org.lkernel.experiments.schedule.Chooser;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Strategy;

/// Several strategies by turns: no single one is best at everything.
public final class Portfolio implements Strategy {
    private final List<Strategy> turns;

    public Portfolio() {
        Strategy pos = new Pos();
        Strategy pct = new Pct(3, true);
        turns = List.of(pos, pct, pos, new Urw(), pos, new Random(), pct, pos, new Starve());
    }

    @Override
    public Chooser begin(long number, long seed, Pilot pilot) {
        return turns.get((int) ((number - 1) % turns.size())).begin(number, seed, pilot);
    }
}
