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
@NullMarked
package org.lkernel.kernel.clock;

import org.jspecify.annotations.NullMarked;
