/// What others bring along: strategies and oracles of their own, and variants of the kernel's subsystems, out of a
/// jar or out of a lab.
///
/// A variant is a class that extends [org.lkernel.kernel.Variant] and is made from the subsystem it is put around. It
/// is held to what our subsystems are held to ([org.lkernel.experiments.variant.Purity]): everything it does follows
/// from the state and the message. That is also why a stranger's jar can be run at all: it reaches no file, no
/// network, no thread and no clock.
@NullMarked
package org.lkernel.experiments.variant;

import org.jspecify.annotations.NullMarked;
