package org.lkernel.kernel.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.Suspended;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;

/// What the scheduler understands: which task is ready, and which hart is vacant.
public sealed interface Scheduler extends Message permits Scheduler.Request, SchedulerCall {
    /// Messages of the other subsystems.
    sealed interface Request extends Scheduler {}

    /// A new task, ready to run.
    ///
    /// @param completion applied before its first instruction (the 0 of `clone`), or null
    /// @param creator the task whose policy and harts it inherits, or 0
    record Create(
            int task, int space, Context context, @Nullable Completion completion, int nice, long affinity, int creator)
            implements Request {}

    /// The task has exited; answered with `Tasks.Removed` carrying the CPU time it used.
    ///
    /// @param nowNanos when, for a task whose hart has not said yet that it is vacant
    /// @param systemNanos what of its time since it got that hart went into the kernel
    record Remove(int task, long nowNanos, long systemNanos) implements Request {}

    /// The answer to a parked call: the task becomes ready. May arrive before the hart's `Blocked` does.
    record Wake(Call call, Completion completion) implements Request {}

    /// A signal is pending for the task: interrupt it wherever it is. A running task gets `Attention`; a parked
    /// call gets the owner's `Cancel`; a ready one asks when it runs.
    ///
    /// @param fatal the task is to die: waits that signals do not interrupt are broken too
    record Interrupt(int task, boolean fatal) implements Request {}

    /// The task on this hart waits for the owner's answer; the hart is vacant.
    ///
    /// @param suspended what to go on with when a page fault is resolved, or null
    /// @param attended how many calls for attention the hart has acted on since `Run`
    record Blocked(
            Call call,
            Port owner,
            Context context,
            @Nullable Suspended suspended,
            int attended,
            long nowNanos) implements Request {}

    /// The budget is spent; the task stays ready, the hart is vacant.
    ///
    /// @param systemNanos what of the task's time since it got the hart went into the kernel
    record Preempted(int task, int space, Context context, int attended, long nowNanos, long systemNanos)
            implements Request {}

    /// The task that ran here is no more; the hart is vacant. Also a hart's first message.
    record Vacated(long nowNanos) implements Request {}

    /// The earliest deadline of the clock, or `Long.MAX_VALUE`: no budget runs past it.
    record DeadlineIs(long nanos) implements Request {}

    /// The machine's time after an idle jump. Answered `Clock.Noted`.
    record TimeIs(long nowNanos) implements Request {}

    /// The host's time since boot, in live mode; harts and clock are told the same before anything else happens.
    ///
    /// @param idleNanos for how long since the last such message the host slept, or was waited for
    record HostTime(long nowNanos, long idleNanos) implements Request {}

    /// Asks for CPU time used by the tasks, answered with `Tasks.Used`.
    record Measure(Call call, List<Integer> tasks) implements Request {}

    /// Asks which system call a task waits in, and with what in its registers, as `/proc/PID/syscall` shows it;
    /// answered `Files.Described`.
    record Describe(Call call, int task) implements Request {}

    /// Asks which harts a task may run on, as `/proc/PID/status` shows it; answered `Files.Described`.
    record Allowed(Call call, int task) implements Request {}

    /// The answer to a call of `Tasks` of which the scheduler was told something, by way of the scheduler, so
    /// that the caller goes on after it has been.
    record Relay(Call call, Completion completion) implements Request {}

    /// Sets the nice value of a task (`setpriority(2)`, resolved by `Tasks`).
    record Prioritise(int task, int nice) implements Request {}
}
