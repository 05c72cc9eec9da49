package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Bits;
import org.lkernel.kernel.syscall.Shape.Fixed;
import org.lkernel.kernel.syscall.Shape.MaskPair;
import org.lkernel.kernel.syscall.Shape.Register;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.Shape.Sized;

/// The calls that wait for several descriptors at once.
public sealed interface PollCall extends FilesCall {
    /// `struct epoll_event`, unpacked on every machine but x86.
    record Event(int events, int padding, long data) {}

    /// `epoll_create1(2)`.
    @Linux(number = 20, name = "epoll_create1")
    record MakeEpoll(Call call, @Shown("epoll_flags") int flags) implements PollCall {}

    /// `epoll_ctl(2)`.
    @Linux(number = 21, name = "epoll_ctl")
    record ControlEpoll(
            Call call,
            @Shown("fd") int epoll,
            @Shown("epoll_op") int operation,
            @Shown("fd") int descriptor,
            @Shown("epoll_event") @Nullable Event event)
            implements PollCall {}

    /// `epoll_pwait(2)`.
    @Linux(number = 22, name = "epoll_pwait")
    record AwaitEpoll(
            Call call,
            @Shown("fd") int epoll,
            @Shown("out_epoll_events") long address,
            int maximum,
            int timeoutMillis,

            @Fixed(bytes = 8) @Shown("sigset_and_size") @Nullable
            Bytes mask)
            implements PollCall {}

    /// `pselect6(2)`: the time-out's address comes again, since what is left is stored there.
    @Linux(number = 72, name = "pselect6")
    record Select(
            Call call,
            int count,
            @Bits(count = 0) @Shown("fd_set") @Nullable Bytes in,
            @Bits(count = 0) @Shown("fd_set") @Nullable Bytes out,
            @Bits(count = 0) @Shown("fd_set") @Nullable Bytes except,
            @Shown("timespec") AttributeCall.@Nullable Timespec timeout,
            @MaskPair @Shown("sigset_pair") @Nullable Bytes mask,
            @Register(1) long inAddress,
            @Register(2) long outAddress,
            @Register(3) long exceptAddress)
            implements PollCall {}

    /// `ppoll(2)`.
    @Linux(number = 73, name = "ppoll")
    record Poll(
            Call call,

            @Sized(length = 1, limit = 1 << 20, unit = 8) @Shown("pollfds")
            Bytes entries,

            @Register(2) @Shown("timespec") AttributeCall.@Nullable Timespec timeout,

            @Register(3) @Fixed(bytes = 8) @Shown("sigset_and_size") @Nullable
            Bytes mask,

            @Register(0) long address)
            implements PollCall {}

    /// `epoll_pwait2(2)`.
    @Linux(number = 441, name = "epoll_pwait2")
    record AwaitEpollUntil(
            Call call,
            @Shown("fd") int epoll,
            @Shown("out_epoll_events") long address,
            int maximum,
            @Shown("timespec") AttributeCall.@Nullable Timespec timeout,

            @Fixed(bytes = 8) @Shown("sigset_and_size") @Nullable
            Bytes mask)
            implements PollCall {}
}
