package org.lkernel.experiments.inject;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The interval of a share: by Wilson's score ("Probable inference", 1927), and where there are fewer than ten cases of
/// it, or of the others, the exact one of Clopper and Pearson ("The use of confidence or fiducial limits", 1934), which
/// never holds less often than it says.
///
/// @param low and `high`: of the share, 0 to 1
/// @param exact whether it is Clopper's and Pearson's
public record Interval(double low, double high, boolean exact) {
    private static final int FEW = 10;

    /// @param confidence such as 0.95
    public static Interval of(long hits, long total, double confidence) {
        if (total == 0) {
            return new Interval(0, 1, true);
        }
        return hits < FEW || total - hits < FEW ? exact(hits, total, confidence) : wilson(hits, total, confidence);
    }

    /// Clopper's and Pearson's.
    static Interval exact(long hits, long total, double confidence) {
        double outside = (1 - confidence) / 2;
        double low = hits == 0
                ? 0
                : BetaDistribution.of((double) hits, total - hits + 1.0).inverseCumulativeProbability(outside);
        double high = hits == total
                ? 1
                : BetaDistribution.of(hits + 1.0, (double) (total - hits)).inverseSurvivalProbability(outside);
        return new Interval(low, high, true);
    }

    /// Wilson's.
    static Interval wilson(long hits, long total, double confidence) {
        double z = quantile(confidence);
        double share = (double) hits / total;
        double denominator = 1 + z * z / total;
        double centre = (share + z * z / (2 * total)) / denominator;
        double half = z * Math.sqrt(share * (1 - share) / total + z * z / (4.0 * total * total)) / denominator;
        return new Interval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == total ? 1 : Math.min(1, centre + half), false);
    }

    /// How many standard deviations on either side hold so much of a normal distribution.
    static double quantile(double confidence) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    }
}
