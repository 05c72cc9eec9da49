package org.lkernel.experiments.campaign;

import java.util.List;
import org.lkernel.experiments.schedule.Decision;

/// Two schedules that differ in one step, of which one fails: what lies between them is the bug.
public record CriticalPair(List<Decision> failing, List<Decision> passing) {
    public CriticalPair {
        failing = List.copyOf(failing);
        passing = List.copyOf(passing);
    }
}
