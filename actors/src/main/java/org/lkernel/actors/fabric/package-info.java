/// Real Akka on one driver thread: hosts subsystems as typed actors and delivers exactly the message it is told
/// to.
///
/// Akka wants to decide three things that must be ours: which thread runs an actor, when, and which message it
/// takes from its mailbox. Each is taken over at the place Akka offers for it:
///
/// - every dispatcher gets a [DrivenExecutor], which only stores what it is asked to run; [Family] runs it on the
/// caller's thread. That is how the actor system itself starts, spawns and stops;
/// - a hosted actor's mailbox is a [ChannelQueue]: one queue for each sender. The heads of all channels of all
/// actors are the [Ready] set, in the order of (receiver, sender), which no hash code or thread can disturb;
/// - [DrivenDispatcher] never schedules a hosted mailbox. [Fabric#deliver] names a channel and runs the mailbox,
/// which takes that one message and hands it to the [Host], the one behaviour there is.
///
/// A [Host] lets its subsystem handle the message, then tells everything it sent; nothing else runs in between.
/// With inlining on, the last `tell` may run the receiver at once, inside the sender's turn, but only if the
/// delivery that was chosen next is a message of that receiver; so the order of deliveries is the same with
/// inlining on and off.
///
/// A machine and those forked from it are a [Family]: each has its own [Fabric], below an actor of its own, in the
/// one actor system they share. An actor system is two orders of magnitude dearer than the dozen actors of a
/// machine, in time and in memory, and stopping actors is cheap enough that nothing is gained by keeping those of
/// a closed machine for the next one.
@NullMarked
package org.lkernel.actors.fabric;

import org.jspecify.annotations.NullMarked;
