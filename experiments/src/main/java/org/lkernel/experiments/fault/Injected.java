package org.lkernel.experiments.fault;

/// A fault that struck.
///
/// @param number of the fault among those armed, from 0
/// @param occurrence of its place, from 1
/// @param what was struck, and what became of it, in words
public record Injected(int number, Fault fault, long occurrence, String what) {
    /// What the guest wrote may be in it: no line is forged.
    public Injected {
        what = what.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return "injected " + fault.kind() + ": " + what;
    }
}
