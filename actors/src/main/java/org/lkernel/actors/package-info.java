/// The fabric the kernel's subsystems live in: it delivers their messages, keeps both gates, and journals what
/// came in.
///
/// A [Machine] is a set of subsystems and the messages on their way between them. One *step* is one delivery.
/// Which message is next is a decision of [org.lkernel.kernel.Choices] (through an [Order]); what the host says
/// comes in through [org.lkernel.kernel.Input] or as an injected message, and goes into the journal. So seed and
/// journal determine a run.
///
/// *Why actors.* A kernel's bugs are in what happens at the same time. Locks and stacks hide that: which thread is
/// where inside which function is nothing one can list, save or reorder. When every subsystem has its state to itself
/// and handles one message at a time, all concurrency there is lies between messages, in mailboxes, where it can be
/// seen. Stopping between any two messages is then a whole machine, another order of messages is another interleaving,
/// and a lost, doubled or late message is a fault one can inject.
///
/// *Why Akka.* Its typed actors are the model as people know it and find it described: a behaviour, a mailbox, order
/// kept between two actors and no others. It leaves dispatcher, mailbox and scheduler open to replacement, which is
/// what
/// makes the same system deterministic ([org.lkernel.actors.fabric]); what it would decide at random is not used
/// (asking, timers, stashing, routing), and no subsystem knows that it is there.
@NullMarked
package org.lkernel.actors;

import org.jspecify.annotations.NullMarked;
