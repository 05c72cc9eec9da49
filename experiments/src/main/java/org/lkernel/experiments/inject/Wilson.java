package org.lkernel.experiments.inject;

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

    /// How many standard deviations hold so much of a normal distribution, found by halving.
    static double quantile(double confidence) {
        double low = 0;
        double high = 10;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (within(middle) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The share of a normal distribution within so many standard deviations, by Simpson's rule.
    private static double within(double deviations) {
        int steps = 200;
        double width = deviations / steps;
        double sum = 0;
        for (int step = 0; step <= steps; step++) {
            double at = step * width;
            int weight = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-at * at / 2);
        }
        return 2 * sum * width / 3 / Math.sqrt(2 * Math.PI);
    }
}
