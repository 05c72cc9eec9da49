/// One machine, played again and again from one moment, each time on another schedule.
@NullMarked
package org.lkernel.experiments.schedule;

import org.jspecify.annotations.NullMarked;
