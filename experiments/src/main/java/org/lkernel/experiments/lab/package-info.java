/// Labs: bugs to be studied, each with its correction. A lab is a line in [Labs], one source in
/// `userland/lab` that is compiled twice (with and without `FIXED`), and a page among the resources.
@NullMarked
package org.lkernel.experiments.lab;

import org.jspecify.annotations.NullMarked;
