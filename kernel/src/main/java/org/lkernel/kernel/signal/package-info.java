/// Signals as values: their queue, their `siginfo_t`, and the frame a handler of riscv64 Linux returns through.
@NullMarked
package org.lkernel.kernel.signal;

import org.jspecify.annotations.NullMarked;
