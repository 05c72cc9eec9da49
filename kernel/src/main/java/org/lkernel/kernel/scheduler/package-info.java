/// Which task runs on which hart, and for how long.
///
/// Every task there is has a slot here with one phase: *ready* in the queue of a hart, *running* on one, or *blocked*
/// in a call that another subsystem has parked. The registers of a task that is on no hart are in its slot, so the
/// scheduler's state is where a stopped machine has its programs.
///
/// ```
///   Tasks ──Create──▶ Scheduler ──Run──▶ Hart ──Preempted──▶ Scheduler                 back into the queue
///                                             ──Blocked──▶ Scheduler                   its call is parked
///   owner ──Wake──▶ Scheduler                                                          the answer: ready again
///   Tasks ──Interrupt──▶ Scheduler ──Attention──▶ Hart, or ──Cancel──▶ owner           a signal
///   Tasks ──Remove──▶ Scheduler ──Removed──▶ Tasks
/// ```
/// Messages of different senders may cross. The answer to a parked call can come before the hart's word that the task
/// left it, a call for attention can come after it: both are kept in the phase until they belong somewhere.
///
/// Order among ready tasks is a [org.lkernel.kernel.scheduler.Policy]; queues, homes, affinity and the charging of
/// time are not. In virtual time it is the scheduler that tells the clock how far all busy harts have come
/// ([org.lkernel.kernel.scheduler.Scheduler.DeadlineIs], `Clock.Reached`), since nobody else knows which are busy.
@NullMarked
package org.lkernel.kernel.scheduler;

import org.jspecify.annotations.NullMarked;
