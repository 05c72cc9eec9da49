package org.lkernel.experiments.inject;

import java.util.List;
import org.lkernel.experiments.fault.Fault;

/// One run of a campaign.
///
/// @param number from 1
/// @param clause which of the plan's faults it is of
public record Case(int number, Clause clause, List<Fault> faults) {
    public Case {
        faults = List.copyOf(faults);
    }
}
