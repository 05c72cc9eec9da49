package org.lkernel.experiments.campaign;

import java.util.List;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Pilot;

/// What a campaign has come to.
///
/// @param fifo what fifo's schedule came to, and what it was like
/// @param schedules how many were played, fifo's among them
/// @param failures how many of them failed
/// @param distinct how many were different from each other
/// @param once how many of those were played only once: of the schedules not seen yet, about `once /
/// schedules` is the chance that the next one is of them (Good–Turing)
/// @param words how many shared words of memory were found
/// @param exhausted whether there is no other schedule
/// @param findings in the order of their first schedules
public record Summary(
        Outcome fifo,
        Pilot pilot,
        long schedules,
        long failures,
        long distinct,
        long once,
        int words,
        boolean exhausted,
        List<Finding> findings) {
    public Summary {
        findings = List.copyOf(findings);
    }

    /// The last line of every campaign.
    public String line() {
        return "%d schedules, %d failures in %d kinds%s"
                .formatted(schedules, failures, findings.size(), exhausted ? "" : " (not exhausted)");
    }
}
