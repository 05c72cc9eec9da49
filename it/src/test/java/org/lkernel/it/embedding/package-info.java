/// lkernel as a library: the README's program, and what it says.
@NullMarked
package org.lkernel.it.embedding;

import org.jspecify.annotations.NullMarked;
