package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls tasks own.
public sealed interface TasksCall extends Tasks, SystemCall {
    /// `struct timespec`.
    record Timespec(long seconds, long nanos) {}

    /// `struct timeval`.
    record Timeval(long seconds, long micros) {}

    /// `struct itimerval`.
    record IntervalSetting(Timeval interval, Timeval value) {}

    /// `struct itimerspec`.
    record TimerSetting(Timespec interval, Timespec value) {}

    /// `struct sigevent`, as far as the kernel reads it.
    record Event(long value, int signal, int how, int task) {}

    /// `sigset_t` of the kernel.
    record SignalSet(long bits) {}

    /// `struct rlimit64`.
    record Rlimit(long soft, long hard) {}

    // ---- making and ending

    /// `clone(2)`, the arguments in the order of riscv64.
    @Linux(number = 220, name = "clone")
    record Clone(
            Call call,
            @Shape.Shown("clone_flags") long flags,
            long stack,
            long parentTid,
            long threadPointer,
            long childTid,
            @Shape.Registers Context context)
            implements TasksCall {}

    /// `clone3(2)`.
    @Linux(number = 435, name = "clone3")
    record Clone3(
            Call call,
            @Shape.Sized(length = 1, limit = 4096) Bytes arguments,
            long size,
            @Shape.Registers Context context)
            implements TasksCall {}

    /// `execve(2)`.
    @Linux(number = 221, name = "execve")
    record Execute(
            Call call, @Shape.Path Bytes path, @Shape.Strings List<Bytes> arguments, @Shape.Strings List<Bytes> environment)
            implements TasksCall {}

    /// `execveat(2)`.
    @Linux(number = 281, name = "execveat")
    record ExecuteAt(
            Call call,
            @Shape.Shown("fd") int directory,
            @Shape.Path Bytes path,
            @Shape.Strings List<Bytes> arguments,
            @Shape.Strings List<Bytes> environment,
            int flags)
            implements TasksCall {}

    /// `_exit(2)` of one thread.
    @Linux(number = 93, name = "exit")
    record Exit(Call call, int status) implements TasksCall {}

    /// `exit_group(2)`.
    @Linux(number = 94, name = "exit_group")
    record ExitGroup(Call call, int status) implements TasksCall {}

    /// `wait4(2)`.
    @Linux(number = 260, name = "wait4")
    record Wait4(
            Call call,
            int pid,
            @Shape.Shown("out_wstatus") long status,
            @Shape.Shown("wait_options") int options,
            long usage)
            implements TasksCall {}

    /// `waitid(2)`.
    @Linux(number = 95, name = "waitid")
    record WaitId(
            Call call, int kind, int id, long info, @Shape.Shown("wait_options") int options, long usage)
            implements TasksCall {}

    /// `set_tid_address(2)`.
    @Linux(number = 96, name = "set_tid_address")
    record SetTidAddress(Call call, long address) implements TasksCall {}

    /// `set_robust_list(2)`.
    @Linux(number = 99, name = "set_robust_list")
    record SetRobustList(Call call, long head, long size) implements TasksCall {}

    /// `get_robust_list(2)`.
    @Linux(number = 100, name = "get_robust_list")
    record GetRobustList(Call call, int pid, long head, long size) implements TasksCall {}

    // ---- numbers

    /// `getpid(2)`.
    @Linux(number = 172, name = "getpid")
    record GetPid(Call call) implements TasksCall {}

    /// `getppid(2)`.
    @Linux(number = 173, name = "getppid")
    record GetParentPid(Call call) implements TasksCall {}

    /// `gettid(2)`.
    @Linux(number = 178, name = "gettid")
    record GetTid(Call call) implements TasksCall {}

    /// `setpgid(2)`.
    @Linux(number = 154, name = "setpgid")
    record SetProcessGroup(Call call, int pid, int group) implements TasksCall {}

    /// `getpgid(2)`.
    @Linux(number = 155, name = "getpgid")
    record GetProcessGroup(Call call, int pid) implements TasksCall {}

    /// `getsid(2)`.
    @Linux(number = 156, name = "getsid")
    record GetSession(Call call, int pid) implements TasksCall {}

    /// `setsid(2)`.
    @Linux(number = 157, name = "setsid")
    record SetSession(Call call) implements TasksCall {}

    // ---- users

    /// `setregid(2)`.
    @Linux(number = 143, name = "setregid")
    record SetRealGroups(Call call, int real, int effective) implements TasksCall {}

    /// `setgid(2)`.
    @Linux(number = 144, name = "setgid")
    record SetGroup(Call call, int group) implements TasksCall {}

    /// `setreuid(2)`.
    @Linux(number = 145, name = "setreuid")
    record SetRealUsers(Call call, int real, int effective) implements TasksCall {}

    /// `setuid(2)`.
    @Linux(number = 146, name = "setuid")
    record SetUser(Call call, int user) implements TasksCall {}

    /// `setresuid(2)`.
    @Linux(number = 147, name = "setresuid")
    record SetUsers(Call call, int real, int effective, int saved) implements TasksCall {}

    /// `getresuid(2)`.
    @Linux(number = 148, name = "getresuid")
    record GetUsers(Call call, long real, long effective, long saved) implements TasksCall {}

    /// `setresgid(2)`.
    @Linux(number = 149, name = "setresgid")
    record SetGroups3(Call call, int real, int effective, int saved) implements TasksCall {}

    /// `getresgid(2)`.
    @Linux(number = 150, name = "getresgid")
    record GetGroups3(Call call, long real, long effective, long saved) implements TasksCall {}

    /// `setfsuid(2)`.
    @Linux(number = 151, name = "setfsuid")
    record SetFileUser(Call call, int user) implements TasksCall {}

    /// `setfsgid(2)`.
    @Linux(number = 152, name = "setfsgid")
    record SetFileGroup(Call call, int group) implements TasksCall {}

    /// `getgroups(2)`.
    @Linux(number = 158, name = "getgroups")
    record GetGroups(Call call, int size, long list) implements TasksCall {}

    /// `setgroups(2)`.
    @Linux(number = 159, name = "setgroups")
    record SetGroups(
            Call call, int count, @Shape.Register(1) @Shape.Sized(length = 0, limit = 65_536, unit = 4) Bytes list)
            implements TasksCall {}

    /// `getuid(2)`.
    @Linux(number = 174, name = "getuid")
    record GetUser(Call call) implements TasksCall {}

    /// `geteuid(2)`.
    @Linux(number = 175, name = "geteuid")
    record GetEffectiveUser(Call call) implements TasksCall {}

    /// `getgid(2)`.
    @Linux(number = 176, name = "getgid")
    record GetGroup(Call call) implements TasksCall {}

    /// `getegid(2)`.
    @Linux(number = 177, name = "getegid")
    record GetEffectiveGroup(Call call) implements TasksCall {}

    /// `struct __user_cap_header_struct`.
    record CapabilityHeader(int version, int pid) {}

    /// `capget(2)`.
    @Linux(number = 90, name = "capget")
    record GetCapabilities(Call call, CapabilityHeader header, long data, @Shape.Register(0) long headerAddress)
            implements TasksCall {}

    /// `struct __user_cap_data_struct`, one for each half.
    record CapabilitySets(int effective, int permitted, int inheritable, int highEffective, int highPermitted, int highInheritable) {}

    /// `capset(2)`.
    @Linux(number = 91, name = "capset")
    record SetCapabilities(Call call, CapabilityHeader header, CapabilitySets sets, @Shape.Register(0) long headerAddress)
            implements TasksCall {}

    // ---- signals

    /// `kill(2)`.
    @Linux(number = 129, name = "kill")
    record Kill(Call call, int pid, @Shape.Shown("signal") int signal) implements TasksCall {}

    /// `tkill(2)`.
    @Linux(number = 130, name = "tkill")
    record KillTask(Call call, int task, @Shape.Shown("signal") int signal) implements TasksCall {}

    /// `tgkill(2)`.
    @Linux(number = 131, name = "tgkill")
    record KillTaskOf(Call call, int process, int task, @Shape.Shown("signal") int signal) implements TasksCall {}

    /// `sigaltstack(2)`.
    @Linux(number = 132, name = "sigaltstack")
    record SetAlternateStack(
            Call call, @Nullable AlternateStack stack, long old, @Shape.Registers Context context)
            implements TasksCall {}

    /// `rt_sigsuspend(2)`.
    @Linux(number = 133, name = "rt_sigsuspend")
    record Suspend(Call call, SignalSet mask, long size) implements TasksCall {}

    /// `rt_sigaction(2)`.
    @Linux(number = 134, name = "rt_sigaction")
    record SetAction(Call call, @Shape.Shown("signal") int signal, @Nullable Action action, long old, long size)
            implements TasksCall {}

    /// `rt_sigprocmask(2)`.
    @Linux(number = 135, name = "rt_sigprocmask")
    record SetMask(Call call, int how, @Nullable SignalSet set, long old, long size) implements TasksCall {}

    /// `rt_sigpending(2)`.
    @Linux(number = 136, name = "rt_sigpending")
    record GetPending(Call call, long set, long size) implements TasksCall {}

    /// `rt_sigtimedwait(2)`.
    @Linux(number = 137, name = "rt_sigtimedwait")
    record AwaitSignal(Call call, SignalSet set, long info, @Nullable Timespec timeout, long size)
            implements TasksCall {}

    /// `rt_sigqueueinfo(2)`.
    @Linux(number = 138, name = "rt_sigqueueinfo")
    record QueueSignal(Call call, int process, @Shape.Shown("signal") int signal, @Shape.Fixed(bytes = 128) Bytes info)
            implements TasksCall {}

    /// `rt_sigreturn(2)`.
    @Linux(number = 139, name = "rt_sigreturn")
    record SignalReturn(
            Call call, @Shape.AtStackPointer(bytes = SignalFrame.SIZE) Bytes frame, @Shape.Registers Context context)
            implements TasksCall {}

    /// `rt_tgsigqueueinfo(2)`.
    @Linux(number = 240, name = "rt_tgsigqueueinfo")
    record QueueSignalFor(
            Call call,
            int process,
            int task,
            @Shape.Shown("signal") int signal,
            @Shape.Fixed(bytes = 128) Bytes info)
            implements TasksCall {}

    /// `restart_syscall(2)`: how a sleep goes on after a signal without a handler.
    @Linux(number = 128, name = "restart_syscall")
    record Restart(Call call) implements TasksCall {}

    // ---- time

    /// `nanosleep(2)`.
    @Linux(number = 101, name = "nanosleep")
    record Sleep(Call call, Timespec time, long remainder) implements TasksCall {}

    /// `clock_nanosleep(2)`.
    @Linux(number = 115, name = "clock_nanosleep")
    record SleepOnClock(Call call, int clock, int flags, Timespec time, long remainder) implements TasksCall {}

    /// `getitimer(2)`.
    @Linux(number = 102, name = "getitimer")
    record GetInterval(Call call, int which, long value) implements TasksCall {}

    /// `setitimer(2)`.
    @Linux(number = 103, name = "setitimer")
    record SetInterval(Call call, int which, @Nullable IntervalSetting value, long old) implements TasksCall {}

    /// `timer_create(2)`.
    @Linux(number = 107, name = "timer_create")
    record CreateTimer(Call call, int clock, @Nullable Event event, long timer) implements TasksCall {}

    /// `timer_gettime(2)`.
    @Linux(number = 108, name = "timer_gettime")
    record GetTimer(Call call, int timer, long value) implements TasksCall {}

    /// `timer_getoverrun(2)`.
    @Linux(number = 109, name = "timer_getoverrun")
    record GetOverrun(Call call, int timer) implements TasksCall {}

    /// `timer_settime(2)`.
    @Linux(number = 110, name = "timer_settime")
    record SetTimer(Call call, int timer, int flags, TimerSetting value, long old) implements TasksCall {}

    /// `timer_delete(2)`.
    @Linux(number = 111, name = "timer_delete")
    record DeleteTimer(Call call, int timer) implements TasksCall {}

    /// `clock_settime(2)`.
    @Linux(number = 112, name = "clock_settime")
    record SetClock(Call call, int clock, Timespec time) implements TasksCall {}

    /// `settimeofday(2)`.
    @Linux(number = 170, name = "settimeofday")
    record SetTimeOfDay(Call call, @Nullable Timeval time, long zone) implements TasksCall {}

    /// `times(2)`.
    @Linux(number = 153, name = "times")
    record Times(Call call, long buffer) implements TasksCall {}

    /// `getrusage(2)`.
    @Linux(number = 165, name = "getrusage")
    record GetUsage(Call call, int who, long usage) implements TasksCall {}

    // ---- limits, names, the machine

    /// `getpriority(2)`; the answer is 20 less the nice value, as the system call has it.
    @Linux(number = 141, name = "getpriority")
    record GetPriority(Call call, int which, int who) implements TasksCall {}

    /// `setpriority(2)`.
    @Linux(number = 140, name = "setpriority")
    record SetPriority(Call call, int which, int who, int nice) implements TasksCall {}

    /// `personality(2)`.
    @Linux(number = 92, name = "personality")
    record Personality(Call call, long persona) implements TasksCall {}

    /// `reboot(2)`.
    @Linux(number = 142, name = "reboot")
    record Reboot(Call call, int magic, int magic2, int command, long argument) implements TasksCall {}

    /// `uname(2)`.
    @Linux(number = 160, name = "uname")
    record Uname(Call call, long buffer) implements TasksCall {}

    /// `sethostname(2)`.
    @Linux(number = 161, name = "sethostname")
    record SetHostName(Call call, @Shape.Sized(length = 1, limit = 64) Bytes name, long length) implements TasksCall {}

    /// `setdomainname(2)`.
    @Linux(number = 162, name = "setdomainname")
    record SetDomainName(Call call, @Shape.Sized(length = 1, limit = 64) Bytes name, long length)
            implements TasksCall {}

    /// `getrlimit(2)`.
    @Linux(number = 163, name = "getrlimit")
    record GetLimit(Call call, int resource, long limit) implements TasksCall {}

    /// `setrlimit(2)`.
    @Linux(number = 164, name = "setrlimit")
    record SetLimit(Call call, int resource, Rlimit limit) implements TasksCall {}

    /// `prctl(2)`.
    @Linux(number = 167, name = "prctl")
    record Control(Call call, int option, long argument2, long argument3, long argument4, long argument5)
            implements TasksCall {}

    /// `sysinfo(2)`.
    @Linux(number = 179, name = "sysinfo")
    record SystemInformation(Call call, long buffer) implements TasksCall {}

    /// `prlimit64(2)`.
    @Linux(number = 261, name = "prlimit64")
    record Limit(Call call, int pid, int resource, @Nullable Rlimit limit, long old) implements TasksCall {}
}
