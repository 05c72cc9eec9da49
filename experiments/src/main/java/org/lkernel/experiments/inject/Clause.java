package org.lkernel.experiments.inject;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lkernel.experiments.fault.FaultKind;

/// A line of a plan's faults: a kind, a place, and which moments are tried.
///
/// @param id names it in reports
/// @param parameters of the kind
public record Clause(String id, FaultKind kind, String where, When when, SortedMap<String, String> parameters) {
    public Clause {
        parameters = new TreeMap<>(parameters);
    }

    /// Which moments are tried, each in a case of its own.
    public sealed interface When {}

    /// One occurrence, or one instruction.
    record At(long number) implements When {}

    /// Every occurrence that the golden run has, one after the other.
    record Sweep() implements When {}

    /// Each time, in one case.
    record Each() implements When {}

    /// As many as the sampling asks for, drawn uniformly from all there are.
    record Sample() implements When {}
}
