package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;

/// The system calls about signals.
public sealed interface SignalCall extends TasksCall {
    /// `kill(2)`.
    @Linux(number = 129, name = "kill")
    record Kill(Call call, int pid, @Shape.Shown("signal") int signal) implements SignalCall {}

    /// `tkill(2)`.
    @Linux(number = 130, name = "tkill")
    record KillTask(
            Call call, int task, @Shape.Shown("signal") int signal) implements SignalCall {}

    /// `tgkill(2)`.
    @Linux(number = 131, name = "tgkill")
    record KillTaskOf(
            Call call,
            int process,
            int task,
            @Shape.Shown("signal") int signal) implements SignalCall {}

    /// `sigaltstack(2)`.
    @Linux(number = 132, name = "sigaltstack")
    record SetAlternateStack(
            Call call,
            @Shape.Shown("stack") @Nullable AlternateStack stack,
            @Shape.Shown("out_stack") long old,
            @Shape.Registers Context context)
            implements SignalCall {}

    /// `rt_sigsuspend(2)`.
    @Linux(number = 133, name = "rt_sigsuspend")
    record Suspend(Call call, @Shape.Shown("sigset") TasksCall.SignalSet mask, long size) implements SignalCall {}

    /// `rt_sigaction(2)`.
    @Linux(number = 134, name = "rt_sigaction")
    record SetAction(
            Call call,
            @Shape.Shown("signal") int signal,
            @Shape.Shown("sigaction") @Nullable Action action,
            @Shape.Shown("out_sigaction") long old,
            long size)
            implements SignalCall {}

    /// `rt_sigprocmask(2)`.
    @Linux(number = 135, name = "rt_sigprocmask")
    record SetMask(
            Call call,
            @Shape.Shown("sigmask_how") int how,
            @Shape.Shown("sigset") TasksCall.@Nullable SignalSet set,
            @Shape.Shown("out_sigset") long old,
            long size)
            implements SignalCall {}

    /// `rt_sigpending(2)`.
    @Linux(number = 136, name = "rt_sigpending")
    record GetPending(Call call, @Shape.Shown("out_sigset") long set, long size) implements SignalCall {}

    /// `rt_sigtimedwait(2)`.
    @Linux(number = 137, name = "rt_sigtimedwait")
    record AwaitSignal(
            Call call,
            @Shape.Shown("sigset") TasksCall.SignalSet set,
            @Shape.Shown("out_siginfo") long info,
            @Shape.Shown("timespec") TasksCall.@Nullable Timespec timeout,
            long size)
            implements SignalCall {}

    /// `rt_sigqueueinfo(2)`.
    @Linux(number = 138, name = "rt_sigqueueinfo")
    record QueueSignal(
            Call call,
            int process,
            @Shape.Shown("signal") int signal,

            @Shape.Fixed(bytes = 128) @Shape.Shown("siginfo")
            Bytes info)
            implements SignalCall {}

    /// `rt_sigreturn(2)`.
    @Linux(number = 139, name = "rt_sigreturn")
    record SignalReturn(
            Call call,
            @Shape.AtStackPointer(bytes = SignalFrame.SIZE) Bytes frame,
            @Shape.Registers Context context) implements SignalCall {}

    /// `rt_tgsigqueueinfo(2)`.
    @Linux(number = 240, name = "rt_tgsigqueueinfo")
    record QueueSignalFor(
            Call call,
            int process,
            int task,
            @Shape.Shown("signal") int signal,

            @Shape.Fixed(bytes = 128) @Shape.Shown("siginfo")
            Bytes info)
            implements SignalCall {}

    /// `pidfd_send_signal(2)`.
    @Linux(number = 424, name = "pidfd_send_signal")
    record SignalThrough(
            Call call,
            @Shape.Shown("fd") int descriptor,
            @Shape.Shown("signal") int signal,

            @Shape.Fixed(bytes = 128) @Shape.Shown("siginfo") @Nullable
            Bytes info,

            @Shape.Shown("unsigned") int flags)
            implements SignalCall {}

    /// `restart_syscall(2)`: how a sleep goes on after a signal without a handler.
    @Linux(number = 128, name = "restart_syscall")
    record Restart(Call call) implements SignalCall {}
}
