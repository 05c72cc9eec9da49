package org.lkernel.experiments.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.schedule.Strategy;

/// What a campaign is to do.
///
/// @param strategy how schedules are chosen, and its name
/// @param schedules how many at most
/// @param budget how long at most, or null for as long as it takes
/// @param jobs how many machines work at once
/// @param expected the exit status that means success
/// @param check a command of the host's shell that judges each ending, or null
/// @param oracle what names a jar with one more oracle, or null
public record Plan(
        Target target,
        Strategy strategy,
        String strategyName,
        long seed,
        long schedules,
        @Nullable Duration budget,
        int jobs,
        int expected,
        @Nullable String check,
        @Nullable String oracle) {
    /// The same without an oracle of the user's own.
    public Plan(
            Target target,
            Strategy strategy,
            String strategyName,
            long seed,
            long schedules,
            @Nullable Duration budget,
            int jobs,
            int expected,
            @Nullable String check) {
        this(target, strategy, strategyName, seed, schedules, budget, jobs, expected, check, null);
    }

    /// The same with other schedules.
    public Plan withSeed(long other) {
        return new Plan(target, strategy, strategyName, other, schedules, budget, jobs, expected, check, oracle);
    }
}
