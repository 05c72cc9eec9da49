package org.lkernel.experiments.inject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run is asked besides whether it went as the golden one did.
///
/// @param exitCode what the golden run must end with, or null
/// @param check a command of the host's shell that decides whether the output is right, or null for the golden run's
/// output alone
/// @param isolated files of the guest that no fault of the others may change
public record Judgement(
        @Nullable Integer exitCode, @Nullable String check, List<String> isolated) {
    /// Nothing.
    public static final Judgement NONE = new Judgement(null, null, List.of());

    public Judgement {
        isolated = List.copyOf(isolated);
    }
}
