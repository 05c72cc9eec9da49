/// Machine time: what it is, who moves it, and who is told.
///
/// The machine has one time, nanoseconds since boot, and no clock that ticks. Every hart has a time of its own, the
/// scheduler knows the latest of them, and [ClockSubsystem] keeps the alarms. Wall-clock time is machine time plus an
/// offset, the *epoch*, which all who need it are told when it is set.
///
/// # Virtual time
///
/// In deterministic mode time is a function of the machine's state and of nothing else. A hart's time goes on by a
/// nanosecond with every instruction it retires, and by a fixed charge with every trap: a system call, a page fault
/// or other exception, a task that gets the hart. `rdtime`, and so the vDSO and `clock_gettime`, show the hart's
/// time. Without charges a program that asks for the time until a second is over would make fifty million calls, since
/// only its own instructions would count; the charges are those of a [CostModel], which the machine remembers, for
/// its time must pass after a snapshot or in a replay as it did before. They are system time to `times(2)`; the
/// rest of a task's time on a hart is user time.
///
/// What the machine does on its own account is free: filling a hart's cached translations, stopping inside a slice
/// and going on. If it were not, looking at a run would change it.
///
/// A task gets a hart for a slice, which is a span of time: it ends when the hart's time has come so far, so that a
/// loop of calls ends in time like any other. No slice reaches beyond the next deadline, save by the charge of the
/// last trap. The scheduler says that a deadline is due, [Clock.Reached], when every busy hart has come to it; harts
/// are apart by a slice at most. When nothing can be delivered and no hart is busy the host sends [Clock.Idle], and
/// the time is that of the next deadline: a machine that sleeps for an hour takes a millisecond to do so.
///
/// # Live time
///
/// In live mode time is the host's, which is input: it is read between two steps and told as a message, so that the
/// journal has it and a replay shows the same times. Three things make that honest.
///
/// *It is told first.* The scheduler, every hart and this clock are told the same time before anything else is
/// delivered. A task that is woken after the machine has slept sees the time at which it was woken, whoever woke it.
///
/// *It is told often.* Between two times an instruction counts as a nanosecond, but no further than the host can have
/// come. So a clock that is read is behind the host by at most the time since the host was last asked: a hart stops
/// within its slice, [org.lkernel.kernel.hart.Hart.Continue], after as many instructions as took the host a fifth of a
/// millisecond lately, and the host reads its clock after every such piece, after a few messages, and whenever a device
/// was asked for something. A hart that has got ahead stands still until the host is there; nothing goes back.
///
/// *Idle time is nobody's.* With the time comes how long the machine slept, or was kept waiting by the host, since it
/// was last told, and the scheduler charges that to no task. What the machine did after the last task had left its hart
/// and before it slept, it did for that task. Charges of a cost model there are none: what the kernel's work takes, the
/// host's clock shows, as user time.
///
/// The wall clock is set by the real-time clock's driver when the machine boots, and again when it is resumed: what the
/// host showed then is held against the machine's time then. From there on both go at the pace of the host's
/// monotonic clock.
@NullMarked
package org.lkernel.kernel.clock;

import org.jspecify.annotations.NullMarked;
