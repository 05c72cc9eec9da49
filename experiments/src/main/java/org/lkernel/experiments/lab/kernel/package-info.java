/// Kernels with a mistake, each a subsystem put around ours; the lab's program is right.
@NullMarked
package org.lkernel.experiments.lab.kernel;

import org.jspecify.annotations.NullMarked;
