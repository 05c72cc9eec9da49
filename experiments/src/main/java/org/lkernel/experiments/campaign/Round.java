package org.lkernel.experiments.campaign;

import org.lkernel.experiments.schedule.Limits;
import org.lkernel.experiments.schedule.Pilot;
import org.lkernel.experiments.schedule.Words;

/// What all schedules of a round have in common. A round is a fixed number of schedules: what was learnt in
/// it is used from the next one on, so that no result depends on who was faster.
///
/// @param words at which tasks may be interrupted
public record Round(Pilot pilot, Words words, Limits limits) {
    /// Schedules of a round.
    public static final int LENGTH = 64;
    private static final int EARLY = 8;

    /// The number of the round a schedule is in, from 0.
    static long of(long number) {
        return (number - 1) / LENGTH;
    }

    /// The number of the first round that may use what was learnt in schedules up to this one. A round that is played
    /// in parts goes by what it began with.
    static long after(long number) {
        return number == 0 ? 0 : of(number) + 1;
    }

    /// Whether a schedule looks at every access: the first of each early round, and of others less and less
    /// often.
    static boolean scouts(long number) {
        long round = of(number);
        return (number - 1) % LENGTH == 0 && (round < EARLY || Long.bitCount(round) == 1);
    }
}
