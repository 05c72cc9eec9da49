package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;

/// What a hart understands: one software CPU that runs one task at a time until it traps or its budget is spent.
public sealed interface Hart extends Message {
    /// Runs a task from where it was saved. Sent by the scheduler to a vacant hart only.
    ///
    /// @param completion the answer to the call the task was parked in, applied first; null for a task that was
    /// preempted
    /// @param suspended what the task was doing when a page fault parked it, or null
    /// @param budget how many nanoseconds before `Preempted`: one for an instruction, and what traps are charged
    /// @param nowNanos the hart's time is at least this
    /// @param attention whether to ask `Tasks` about signals before the first instruction
    record Run(
            int task,
            int space,
            Context context,
            @Nullable Completion completion,
            @Nullable Suspended suspended,
            long budget,
            long nowNanos,
            boolean attention)
            implements Hart {}

    /// The answer to the call in flight; the hart applies it and goes on with what is left of the budget.
    record Completed(Call call, Completion completion) implements Hart {}

    /// The call in flight is parked with the sender; the hart saves the context with the scheduler and is vacant.
    record Parked(Call call) implements Hart {}

    /// A signal or an exit waits for the task: ask `Tasks` before the next user instruction. Ignored for another
    /// task.
    record Attention(int task) implements Hart {}

    /// Removes cached translations; answered with `Memory.Acknowledged(ticket, hart)`.
    ///
    /// @param firstPage virtual page number; `pages` may cover the whole space
    /// @param writesOnly only the right to write is removed (copy-on-write after a fork)
    record Shootdown(int space, long firstPage, long pages, boolean writesOnly, long ticket) implements Hart {}

    /// The address space is gone: drop everything cached of it; answered like a shootdown.
    record Forget(int space, long ticket) implements Hart {}

    /// From the hart to itself: the task goes on where it paused for other messages to come between, and in live
    /// mode for the host to tell the time.
    record Continue() implements Hart {}

    /// Host time, in live mode only: the hart's time is at least this from here on, and not much more before it is
    /// told again.
    record TimeIs(long nowNanos) implements Hart {}

    /// Once at boot: the wall-clock time is known, so tasks may run.
    record Begin() implements Hart {}
}
