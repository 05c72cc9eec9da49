package org.lkernel.experiments.inject;

import org.jspecify.annotations.Nullable;

/// What follows what in a run: faults strike, then they are stopped, then what is left must come to its end.
///
/// @param injectNanos how long faults strike, of the machine's time, unless the program ends before
/// @param settleNanos how long it has from then on; null when nobody stops the faults, and what does not end hangs
/// @param patient whether the faults strike for all that time; otherwise a run that takes much longer than the golden
/// one is stopped before
public record Phases(long injectNanos, @Nullable Long settleNanos, boolean patient) {
    /// Of a plan that says nothing of them.
    public static final Phases USUAL = new Phases(30_000_000_000L, null, false);

    /// How long a golden run may take.
    long longestNanos() {
        return settleNanos == null ? injectNanos : Math.addExact(injectNanos, settleNanos);
    }
}
