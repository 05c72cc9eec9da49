package org.lkernel.experiments.schedule;

/// What came of a schedule.
///
/// @param steps messages delivered since the base
/// @param retired instructions since the base
public record Outcome(Ending ending, long steps, long retired) {}
