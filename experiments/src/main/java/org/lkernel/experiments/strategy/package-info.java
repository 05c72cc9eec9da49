/// The ways to go through schedules, each a file.
@NullMarked
package org.lkernel.experiments.strategy;

import org.jspecify.annotations.NullMarked;
