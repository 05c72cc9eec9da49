/// Tasks: who exists, whose child it is, what it runs, which signals wait for it, and how it ends.
///
/// A *task* is one flow of control; a *process* ([TaskGroup]) is the tasks that share a number and an end. What a
/// task waits for is a record ([Waiting]) in its [Phase]; what its call still expects of other subsystems is
/// another ([Exchange]). So a machine stopped between any two messages has everything in its state.
///
/// The protocols, time running down. Answers may come in any order; only messages between the same two keep
/// theirs.
///
/// ```
/// clone     hart        Tasks        Memory     Files      Scheduler
///            ── Clone ──▶│── CopySpace ─▶│         │          │        the hart waits
///                        │── CopyTables ────────▶│          │
///                        │◀─ SpaceCopied ┘         │          │
///                        │◀─ TablesCopied ─────────┘          │
///                        │── Create(child) ────────────────▶│
///            ◀ Completed ┘                                            vfork: Parked, and Wake when the child lets go
///
/// execve     ── Execute ─▶│── Parked ▶ hart                            from here on the scheduler has the task
///                        │── OpenExecutable, ReadExecutable ▶ Files    program, #! interpreters, ELF interpreter
///                        │── BuildSpace ▶ Memory                       until SpaceBuilt every failure is an errno
///                        │── Interrupt(fatal) ▶ every other task       and wait until the last is gone
///                        │── CloseOnExec, Identify ▶ Files
///                        │── DropSpace(old) ▶ Memory
///                        │── Wake(Replaced) ▶ Scheduler
///
/// exit       ── Exit ────▶│── Completed(Exited) ▶ hart
///                        │── ReleaseRobust, ClearTid, DropSpace ▶ Memory
///                        │── ReleaseTables ▶ Files                     answered TablesReleased
///                        │── Remove ▶ Scheduler                        answered Removed, with the CPU time
///                        │   both answered: gone; the last one leaves a zombie, SIGCHLD, and wakes who waits
///
/// signal     ── Kill ────▶│── Interrupt ▶ Scheduler                     which calls the hart, or cancels
///            ── Attend ──▶│   handlers entered, stopped, or ended
///            ◀ Replaced ──┘   the frames as copy-outs
/// ```
///
/// Nobody waits for a task here but the parent of a `vfork` and whoever executes a program; both are woken by an
/// end that needs nothing from them, so no circle can form.
@NullMarked
package org.lkernel.kernel.task;

import org.jspecify.annotations.NullMarked;
