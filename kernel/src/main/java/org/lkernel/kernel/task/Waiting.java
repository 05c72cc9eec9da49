package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;

/// What a parked task waits for.
sealed interface Waiting {
    /// A child to change its state: `wait4(2)`, `waitid(2)`.
    record Children(Wanted wanted) implements Waiting {}

    /// A time: `nanosleep(2)`, `clock_nanosleep(2)`.
    ///
    /// @param deadlineNanos in the time of the clock, if absolute; else machine time
    /// @param remainder where to store what is left when a signal comes first, or 0
    record Sleeping(int clock, long deadlineNanos, long remainder, boolean absolute, long alarm) implements Waiting {}

    /// Any signal: `rt_sigsuspend(2)`.
    record Suspended() implements Waiting {}

    /// One of these signals, which are unblocked meanwhile: `rt_sigtimedwait(2)`.
    ///
    /// @param mask to go back to
    /// @param alarm that ends the wait, or 0
    record Signals(long set, long mask, long info, long alarm) implements Waiting {}

    /// A child of `vfork(2)` to exec or exit. Only a fatal signal breaks it.
    record Vfork(int child) implements Waiting {}

    /// An `execve(2)` in its course.
    record Execution() implements Waiting {}

    /// `SIGCONT`: the process is stopped, and this task was about to return to user code.
    ///
    /// @param context where it goes on, handlers already entered included
    /// @param outs the frames of those handlers, not yet stored
    /// @param interruption the interrupted call, if no handler has seen to it yet
    record Stopped(Context context, List<CopyOut> outs, Tasks.@Nullable Interruption interruption) implements Waiting {}
}
