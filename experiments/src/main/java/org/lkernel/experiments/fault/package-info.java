/// Faults: what can go wrong, where, and when; armed in one machine, struck at exactly the occurrence that was asked
/// for.
///
/// A fault is a value: a [FaultKind], a place, a [Moment] and parameters. No kernel code knows of one. Faults of
/// messages
/// and calls stand between outbox and mailbox ([Faults] is an [org.lkernel.actors.fabric.Interposer]); faults of
/// registers and memory are done between two instructions ([org.lkernel.actors.Machine#interveneAt]).
///
/// An occurrence is counted for each armed fault by itself, so taking one away moves no other. To add a kind: a
/// constant
/// of [FaultKind], what it is about in [Places], and what it does in [Faults] or [Flips].
@NullMarked
package org.lkernel.experiments.fault;

import org.jspecify.annotations.NullMarked;
