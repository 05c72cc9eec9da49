package org.lkernel.experiments.inject;

import java.util.List;

/// What there is to choose from, and the cases chosen.
///
/// @param id of the fault in the plan, or [#COMBINED]
/// @param title what it is, for people
/// @param legality of its kind
/// @param size how much there is to choose from in the golden run
/// @param unit what that is counted in
/// @param cases in the order in which they are tried
/// @param sampled whether the cases are drawn, so that fewer of them are a sample too
public record Space(
        String id, String title, String legality, long size, String unit, List<Case> cases, boolean sampled) {
    /// The space of several faults at once.
    public static final String COMBINED = "combined";

    public Space {
        cases = List.copyOf(cases);
    }
}
