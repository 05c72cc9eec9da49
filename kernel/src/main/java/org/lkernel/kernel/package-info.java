/// The kernel as pure state machines: every subsystem is a state, the messages it understands, and what it does
/// with each.
@NullMarked
package org.lkernel.kernel;

import org.jspecify.annotations.NullMarked;
