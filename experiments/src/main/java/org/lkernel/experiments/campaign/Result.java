package org.lkernel.experiments.campaign;

import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;

/// One schedule and what came of it.
///
/// @param number from 0, which is fifo's
/// @param failure or null when it passed
/// @param steps messages delivered
/// @param retired instructions
/// @param differences decisions taken otherwise than fifo takes them
/// @param shape tells schedules apart
public record Result(long number, @Nullable Failure failure, long steps, long retired, int differences, long shape) {}
