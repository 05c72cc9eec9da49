package org.lkernel.experiments.inject;

/// The least that fails as a group of cases does.
///
/// @param signature of the group
/// @param number of the case it was made of
/// @param faults that are left, as `--fault` takes them
/// @param trials how many runs that took
public record Smallest(String signature, int number, String faults, int trials) {}
