/// lkernel as a library: the program of its page, and what it says.
@NullMarked
package org.lkernel.it.embedding;

import org.jspecify.annotations.NullMarked;
