package org.lkernel.cli.bench;

import java.util.List;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/// What a subject costs in a contender.
///
/// @param nanos of each sample, in the order they were made; empty when it could not be measured
/// @param failure why not, or null
record Figure(
        String subject,
        String system,
        List<Double> nanos,
        @Nullable String failure) {
    double median() {
        return Median.withDefaults().evaluate(array());
    }

    double least() {
        return nanos.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double most() {
        return nanos.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    boolean isMeasured() {
        return !nanos.isEmpty();
    }

    private double[] array() {
        return nanos.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
