package org.lkernel.experiments.inject;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The interval of a share by Wilson's score (Wilson, "Probable inference", 1927), which keeps what it promises for
/// small counts and shares near 0 and 1.
///
/// @param low and `high`: of the share, 0 to 1
public record Wilson(double low, double high) {
    /// @param confidence such as 0.95
    public static Wilson of(long hits, long total, double confidence) {
        if (total == 0) {
            return new Wilson(0, 1);
        }
        double z = quantile(confidence);
        double share = (double) hits / total;
        double denominator = 1 + z * z / total;
        double centre = (share + z * z / (2 * total)) / denominator;
        double half = z * Math.sqrt(share * (1 - share) / total + z * z / (4.0 * total * total)) / denominator;
        return new Wilson(hits == 0 ? 0 : Math.max(0, centre - half), hits == total ? 1 : Math.min(1, centre + half));
    }

    /// How many standard deviations on either side hold so much of a normal distribution.
    static double quantile(double confidence) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    }
}
