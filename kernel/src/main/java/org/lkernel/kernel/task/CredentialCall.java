package org.lkernel.kernel.task;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;

/// The system calls about users, groups and capabilities.
public sealed interface CredentialCall extends TasksCall {
    /// `setregid(2)`.
    @Linux(number = 143, name = "setregid")
    record SetRealGroups(Call call, int real, int effective) implements CredentialCall {}

    /// `setgid(2)`.
    @Linux(number = 144, name = "setgid")
    record SetGroup(Call call, int group) implements CredentialCall {}

    /// `setreuid(2)`.
    @Linux(number = 145, name = "setreuid")
    record SetRealUsers(Call call, int real, int effective) implements CredentialCall {}

    /// `setuid(2)`.
    @Linux(number = 146, name = "setuid")
    record SetUser(Call call, int user) implements CredentialCall {}

    /// `setresuid(2)`.
    @Linux(number = 147, name = "setresuid")
    record SetUsers(Call call, int real, int effective, int saved) implements CredentialCall {}

    /// `getresuid(2)`.
    @Linux(number = 148, name = "getresuid")
    record GetUsers(
            Call call,
            @Shape.Shown("out_int") long real,
            @Shape.Shown("out_int") long effective,
            @Shape.Shown("out_int") long saved)
            implements CredentialCall {}

    /// `setresgid(2)`.
    @Linux(number = 149, name = "setresgid")
    record SetGroups3(Call call, int real, int effective, int saved) implements CredentialCall {}

    /// `getresgid(2)`.
    @Linux(number = 150, name = "getresgid")
    record GetGroups3(
            Call call,
            @Shape.Shown("out_int") long real,
            @Shape.Shown("out_int") long effective,
            @Shape.Shown("out_int") long saved)
            implements CredentialCall {}

    /// `setfsuid(2)`.
    @Linux(number = 151, name = "setfsuid")
    record SetFileUser(Call call, int user) implements CredentialCall {}

    /// `setfsgid(2)`.
    @Linux(number = 152, name = "setfsgid")
    record SetFileGroup(Call call, int group) implements CredentialCall {}

    /// `getgroups(2)`.
    @Linux(number = 158, name = "getgroups")
    record GetGroups(
            Call call, int size, @Shape.Shown("out_groups") long list) implements CredentialCall {}

    /// `setgroups(2)`.
    @Linux(number = 159, name = "setgroups")
    record SetGroups(
            Call call,
            int count,

            @Shape.Register(1) @Shape.Sized(length = 0, limit = 65_536, unit = 4) @Shape.Shown("groups")
            Bytes list)
            implements CredentialCall {}

    /// `getuid(2)`.
    @Linux(number = 174, name = "getuid")
    record GetUser(Call call) implements CredentialCall {}

    /// `geteuid(2)`.
    @Linux(number = 175, name = "geteuid")
    record GetEffectiveUser(Call call) implements CredentialCall {}

    /// `getgid(2)`.
    @Linux(number = 176, name = "getgid")
    record GetGroup(Call call) implements CredentialCall {}

    /// `getegid(2)`.
    @Linux(number = 177, name = "getegid")
    record GetEffectiveGroup(Call call) implements CredentialCall {}

    /// `struct __user_cap_header_struct`.
    record CapabilityHeader(int version, int pid) {}

    /// `capget(2)`.
    @Linux(number = 90, name = "capget")
    record GetCapabilities(
            Call call,
            CapabilityHeader header,
            @Shape.Shown("address") long data,
            @Shape.Register(0) long headerAddress)
            implements CredentialCall {}

    /// `struct __user_cap_data_struct`, one for each half.
    record CapabilitySets(
            int effective, int permitted, int inheritable, int highEffective, int highPermitted, int highInheritable) {}

    /// `capset(2)`.
    @Linux(number = 91, name = "capset")
    record SetCapabilities(
            Call call,
            CapabilityHeader header,
            CapabilitySets sets,
            @Shape.Register(0) long headerAddress) implements CredentialCall {}
}
