package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;

/// The system calls about limits, priorities and the machine as a whole.
public sealed interface MachineCall extends TasksCall {
    /// `syslog(2)`.
    @Linux(number = 116, name = "syslog")
    record ReadLog(
            Call call,
            @Shape.Shown("syslog") int type,
            @Shape.Shown("out_bytes") long buffer,
            int length) implements MachineCall {}

    /// `unshare(2)`.
    @Linux(number = 97, name = "unshare")
    record Unshare(Call call, @Shape.Shown("clone_flags") long flags) implements MachineCall {}

    /// `setns(2)`.
    @Linux(number = 268, name = "setns")
    record SetNamespace(Call call, @Shape.Shown("fd") int descriptor, int kind) implements MachineCall {}

    /// `getpriority(2)`; the answer is 20 less the nice value, as the system call has it.
    @Linux(number = 141, name = "getpriority")
    record GetPriority(
            Call call, @Shape.Shown("priority_which") int which, int who) implements MachineCall {}

    /// `setpriority(2)`.
    @Linux(number = 140, name = "setpriority")
    record SetPriority(
            Call call, @Shape.Shown("priority_which") int which, int who, int nice) implements MachineCall {}

    /// `personality(2)`.
    @Linux(number = 92, name = "personality")
    record Personality(Call call, @Shape.Shown("hex") long persona) implements MachineCall {}

    /// `reboot(2)`.
    @Linux(number = 142, name = "reboot")
    record Reboot(
            Call call,
            @Shape.Shown("hex32") int magic,
            @Shape.Shown("hex32") int magic2,
            @Shape.Shown("hex32") int command,
            @Shape.Shown("address") long argument)
            implements MachineCall {}

    /// `uname(2)`.
    @Linux(number = 160, name = "uname")
    record Uname(Call call, @Shape.Shown("out_utsname") long buffer) implements MachineCall {}

    /// `sethostname(2)`.
    @Linux(number = 161, name = "sethostname")
    record SetHostName(
            Call call, @Shape.Sized(length = 1, limit = 64) Bytes name, long length) implements MachineCall {}

    /// `setdomainname(2)`.
    @Linux(number = 162, name = "setdomainname")
    record SetDomainName(
            Call call, @Shape.Sized(length = 1, limit = 64) Bytes name, long length) implements MachineCall {}

    /// `getrlimit(2)`.
    @Linux(number = 163, name = "getrlimit")
    record GetLimit(
            Call call,
            @Shape.Shown("rlimit_resource") int resource,
            @Shape.Shown("out_rlimit") long limit) implements MachineCall {}

    /// `setrlimit(2)`.
    @Linux(number = 164, name = "setrlimit")
    record SetLimit(
            Call call,
            @Shape.Shown("rlimit_resource") int resource,
            @Shape.Shown("rlimit") TasksCall.Rlimit limit) implements MachineCall {}

    /// `prctl(2)`.
    @Linux(number = 167, name = "prctl")
    record Control(
            Call call,
            @Shape.Shown("prctl") int option,
            @Shape.Shown("prctl_argument") long argument2,
            @Shape.Shown("prctl_argument") long argument3,
            @Shape.Shown("prctl_argument") long argument4,
            @Shape.Shown("prctl_argument") long argument5)
            implements MachineCall {}

    /// `sysinfo(2)`.
    @Linux(number = 179, name = "sysinfo")
    record SystemInformation(
            Call call, @Shape.Shown("out_sysinfo") long buffer) implements MachineCall {}

    /// `prlimit64(2)`.
    @Linux(number = 261, name = "prlimit64")
    record Limit(
            Call call,
            int pid,
            @Shape.Shown("rlimit_resource") int resource,
            @Shape.Shown("rlimit") TasksCall.@Nullable Rlimit limit,
            @Shape.Shown("out_rlimit") long old)
            implements MachineCall {}
}
