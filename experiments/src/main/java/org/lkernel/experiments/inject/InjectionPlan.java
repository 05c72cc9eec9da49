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
/// @param failOn classes that count as failures besides those that always do
public record InjectionPlan(
        String name,
        Target target,
        @Nullable String at,
        long seed,
        List<Clause> faults,
        Sampling sampling,
        List<OutcomeClass> failOn) {
    public InjectionPlan {
        faults = List.copyOf(faults);
        failOn = List.copyOf(failOn);
    }

    /// @param confidence of the intervals, such as 0.95
    /// @param halfWidth how wide the interval of a share may be on either side
    /// @param most cases of one clause
    public record Sampling(double confidence, double halfWidth, int most) {
        /// How many cases make any share that sure: `z² / 4h²`, the worst share being one half.
        public int cases() {
            double z = Wilson.quantile(confidence);
            return (int) Math.min(most, Math.ceil(z * z / (4 * halfWidth * halfWidth)));
        }
    }
}
