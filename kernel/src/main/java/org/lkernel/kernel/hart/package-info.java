/// The harts: software CPUs of RV64GC that run one task at a time, and what they remember of memory.
///
/// From the outside in:
///
/// ```
///   HartSubsystem      a subsystem as any other: messages in, traps out
///     Cpu              registers, and an engine that runs them until a Trap
///       Interpreter    the loop over decoded instructions; whatever is rare leaves it for SlowPath
///         CodeWindow ─▶ CodePage ─▶ Decoder, Compressed, FloatDecoder     decoded once for each frame
///         Tlb            guest address ─▶ host address, or the slow path
///       SlowPath ─▶ Bus, Atomics, FloatUnit ─▶ NativeFloat, SoftFloat
///     CachedSpaces     a Tlb and its Translations for each space that the hart holds
///     HartCalls        the few calls a hart answers itself: clocks, getcpu, hwprobe
/// ```
/// A hart does nothing of its own accord. `Run` gives it a task and a budget; it executes inside that handler until
/// the task traps, sends one message about the trap, and goes on inside the handler of the answer. While it waits it
/// still serves shootdowns, so nobody who waits for a hart can be waited for by it.
///
/// ```
///   Scheduler ──Run──▶ Hart ──a call──▶ its owner ──Completed──▶ Hart …                the same slice goes on
///                           ──Fault──▶ Memory ──Completed(Retried | Refused)──▶ Hart
///                           ──Attend, Trapped──▶ Tasks ──Completed──▶ Hart             signals
///                           ──Blocked──▶ Scheduler                                     after Parked
///                           ──Preempted──▶ Scheduler                                   the slice is over
///                           ──Vacated──▶ Scheduler                                     the task is no more
/// ```
/// State is what a program could notice: registers, the count of instructions, translations with their rights, a
/// reservation while it is inside a slice. Decoded instructions, host addresses and anything else an engine makes for
/// speed can be dropped between any two instructions, and then a run has the same digest.
@NullMarked
package org.lkernel.kernel.hart;

import org.jspecify.annotations.NullMarked;
