package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;

/// The system calls that make, name and end tasks and processes.
public sealed interface ProcessCall extends TasksCall {
    // ---- making and ending

    /// `clone(2)`, the arguments in the order of riscv64.
    @Linux(number = 220, name = "clone")
    record Clone(
            Call call,
            @Shape.Shown("clone") long flags,
            @Shape.Shown("omitted") long stack,
            @Shape.Shown("clone_parent_tid") long parentTid,
            @Shape.Shown("clone_tls") long threadPointer,
            @Shape.Shown("clone_child_tid") long childTid,
            @Shape.Registers Context context)
            implements ProcessCall {}

    /// `clone3(2)`.
    @Linux(number = 435, name = "clone3")
    record Clone3(
            Call call,

            @Shape.Sized(length = 1, limit = 4096) @Shape.Shown("clone_args")
            Bytes arguments,

            long size,
            @Shape.Registers Context context)
            implements ProcessCall {}

    /// `execve(2)`.
    @Linux(number = 221, name = "execve")
    record Execute(
            Call call,
            @Shape.Path Bytes path,
            @Shape.Strings List<Bytes> arguments,
            @Shape.Strings @Shape.Shown("environment") List<Bytes> environment)
            implements ProcessCall {}

    /// `execveat(2)`.
    @Linux(number = 281, name = "execveat")
    record ExecuteAt(
            Call call,
            @Shape.Shown("dirfd") int directory,
            @Shape.Path Bytes path,
            @Shape.Strings List<Bytes> arguments,
            @Shape.Strings @Shape.Shown("environment") List<Bytes> environment,
            @Shape.Shown("at_flags") int flags)
            implements ProcessCall {}

    /// `_exit(2)` of one thread.
    @Linux(number = 93, name = "exit")
    record Exit(Call call, int status) implements ProcessCall {}

    /// `exit_group(2)`.
    @Linux(number = 94, name = "exit_group")
    record ExitGroup(Call call, int status) implements ProcessCall {}

    /// `wait4(2)`.
    @Linux(number = 260, name = "wait4")
    record Wait4(
            Call call,
            int pid,
            @Shape.Shown("out_wstatus") long status,
            @Shape.Shown("wait_options") int options,
            @Shape.Shown("out_rusage") long usage)
            implements ProcessCall {}

    /// `pidfd_open(2)`.
    @Linux(number = 434, name = "pidfd_open")
    record OpenProcess(
            Call call, int pid, @Shape.Shown("pidfd_flags") int flags) implements ProcessCall {}

    /// `waitid(2)`.
    @Linux(number = 95, name = "waitid")
    record WaitId(
            Call call,
            @Shape.Shown("idtype") int kind,
            int id,
            @Shape.Shown("out_siginfo") long info,
            @Shape.Shown("wait_options") int options,
            @Shape.Shown("out_rusage") long usage)
            implements ProcessCall {}

    /// `set_tid_address(2)`.
    @Linux(number = 96, name = "set_tid_address")
    record SetTidAddress(Call call, @Shape.Shown("address") long address) implements ProcessCall {}

    /// `set_robust_list(2)`.
    @Linux(number = 99, name = "set_robust_list")
    record SetRobustList(Call call, @Shape.Shown("address") long head, long size) implements ProcessCall {}

    /// `get_robust_list(2)`.
    @Linux(number = 100, name = "get_robust_list")
    record GetRobustList(
            Call call,
            int pid,
            @Shape.Shown("address") long head,
            @Shape.Shown("address") long size) implements ProcessCall {}

    // ---- numbers

    /// `getpid(2)`.
    @Linux(number = 172, name = "getpid")
    record GetPid(Call call) implements ProcessCall {}

    /// `getppid(2)`.
    @Linux(number = 173, name = "getppid")
    record GetParentPid(Call call) implements ProcessCall {}

    /// `gettid(2)`.
    @Linux(number = 178, name = "gettid")
    record GetTid(Call call) implements ProcessCall {}

    /// `setpgid(2)`.
    @Linux(number = 154, name = "setpgid")
    record SetProcessGroup(Call call, int pid, int group) implements ProcessCall {}

    /// `getpgid(2)`.
    @Linux(number = 155, name = "getpgid")
    record GetProcessGroup(Call call, int pid) implements ProcessCall {}

    /// `getsid(2)`.
    @Linux(number = 156, name = "getsid")
    record GetSession(Call call, int pid) implements ProcessCall {}

    /// `setsid(2)`.
    @Linux(number = 157, name = "setsid")
    record SetSession(Call call) implements ProcessCall {}
}
