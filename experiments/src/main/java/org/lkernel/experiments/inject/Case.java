package org.lkernel.experiments.inject;

import java.util.List;
import java.util.stream.Collectors;
import org.lkernel.experiments.fault.Fault;

/// One run of a campaign.
///
/// @param number from 1
/// @param id of the space it is of: a fault of the plan, or what combines them
public record Case(int number, String id, List<Fault> faults) {
    public Case {
        faults = List.copyOf(faults);
    }

    /// Its faults as the command line has them.
    String text() {
        return text(faults);
    }

    static String text(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining(" "));
    }
}
