/// `lkernel snapshot`: a look into saved machines.
@NullMarked
package org.lkernel.cli.snapshot;

import org.jspecify.annotations.NullMarked;
