/// What a snapshot says of the host's side of its machine, and how a machine goes on from there: the command
/// and the library read and write the same files.
@NullMarked
package org.lkernel.drivers.saved;

import org.jspecify.annotations.NullMarked;
