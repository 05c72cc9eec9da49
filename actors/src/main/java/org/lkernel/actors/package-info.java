/// The fabric the kernel's subsystems live in: it delivers their messages, keeps both gates, and journals what
/// came in.
///
/// A [Machine] is a set of subsystems and the messages on their way between them. One *step* is one delivery.
/// Which message is next is a decision of [org.lkernel.kernel.Choices] (through an [Order]); what the host says
/// comes in through [org.lkernel.kernel.Input] or as an injected message, and goes into the journal. So seed and
/// journal determine a run.
@NullMarked
package org.lkernel.actors;

import org.jspecify.annotations.NullMarked;
