/// The command as its users have it: a process with streams, signals, a terminal and an exit status.
@NullMarked
package org.lkernel.it.command;

import org.jspecify.annotations.NullMarked;
