package org.lkernel.experiments.inject;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.FaultKind;
import org.lkernel.experiments.fault.Moment;

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

    /// This one, counted from the base.
    ///
    /// @param cases more than one of what is left to chance: each has luck of its own
    record At(Moment moment, int cases) implements When {}

    /// Every occurrence that the golden run has, one after the other.
    record Sweep() implements When {}

    /// The N-th occurrence for every N from 1, until a run ends without having come so far.
    record Systematic() implements When {}

    /// As many as the sampling asks for, drawn uniformly from all there are.
    record Sample() implements When {}

    /// The fault of this clause at a moment.
    Fault at(Moment moment) {
        return new Fault(kind, where, moment, parameters);
    }

    /// The fault of this clause at the N-th occurrence, or after N instructions.
    Fault at(long number) {
        return at(kind.isBetweenInstructions() ? new Moment.Instruction(number) : new Moment.Occurrence(number));
    }

    /// What its place is counted in.
    String unit() {
        return kind.isBetweenInstructions() ? "instret" : "occurrence";
    }
}
