/// `lkernel strace`: the system calls of a run in the format of `strace(1)`, read off the messages.
@NullMarked
package org.lkernel.cli.strace;

import org.jspecify.annotations.NullMarked;
