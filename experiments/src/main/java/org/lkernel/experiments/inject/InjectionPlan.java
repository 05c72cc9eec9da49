package org.lkernel.experiments.inject;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.campaign.Target;

/// What a campaign of faults is to do.
///
/// @param target the program and its machine
/// @param at where the base is, as `--at` has it; null for the boot
/// @param faults one or more
/// @param sampling how many cases those get that are sampled
/// @param combined how many faults strike at once in the cases that combine them; 1 for no such cases
/// @param phases what follows what in a run
/// @param oracle what a run must be besides being like the golden one
/// @param minimise whether one failure of each kind is made as small as it can be
/// @param failOn classes that count as failures besides those that always do
public record InjectionPlan(
        String name,
        Target target,
        @Nullable String at,
        long seed,
        List<Clause> faults,
        Sampling sampling,
        int combined,
        Phases phases,
        Judgement oracle,
        boolean minimise,
        List<OutcomeClass> failOn) {
    public InjectionPlan {
        faults = List.copyOf(faults);
        failOn = List.copyOf(failOn);
    }

    /// The same with another check of the output.
    public InjectionPlan checkedBy(String command) {
        Judgement other = new Judgement(oracle.exitCode(), command, oracle.isolated());
        return new InjectionPlan(name, target, at, seed, faults, sampling, combined, phases, other, minimise, failOn);
    }

    /// @param confidence of the intervals, such as 0.95
    /// @param halfWidth how wide the interval of a share may be on either side
    /// @param most cases of one clause
    /// @param sequential whether sampling stops as soon as every share is as sure as asked for
    public record Sampling(double confidence, double halfWidth, int most, boolean sequential) {
        /// How many cases make any share that sure: `z² / 4h²`, the worst share being one half.
        public int cases() {
            double z = Interval.quantile(confidence);
            return (int) Math.min(most, Math.ceil(z * z / (4 * halfWidth * halfWidth)));
        }
    }
}
