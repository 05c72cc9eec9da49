package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Path;
import org.lkernel.kernel.syscall.Shape.Shown;

/// The calls that make descriptors without a name in any directory.
public sealed interface ChannelCall extends FilesCall {
    /// `struct itimerspec`.
    record TimerSetting(AttributeCall.Timespec interval, AttributeCall.Timespec value) {}

    /// `eventfd2(2)`.
    @Linux(number = 19, name = "eventfd2")
    record MakeCounter(
            Call call, int initial, @Shown("eventfd_flags") int flags) implements ChannelCall {}

    /// `pipe2(2)`.
    @Linux(number = 59, name = "pipe2")
    record MakePipe(
            Call call,
            @Shown("out_pipe") long address,
            @Shown("creation_flags") int flags) implements ChannelCall {}

    /// `timerfd_create(2)`.
    @Linux(number = 85, name = "timerfd_create")
    record MakeTimer(
            Call call,
            @Shown("clock") int clock,
            @Shown("timerfd_flags") int flags) implements ChannelCall {}

    /// `timerfd_settime(2)`.
    @Linux(number = 86, name = "timerfd_settime")
    record SetTimer(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("timerfd_settime_flags") int flags,
            @Shown("itimerspec") TimerSetting setting,
            @Shown("out_itimerspec") long oldAddress)
            implements ChannelCall {}

    /// `timerfd_gettime(2)`.
    @Linux(number = 87, name = "timerfd_gettime")
    record ReadTimer(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_itimerspec") long address) implements ChannelCall {}

    /// `getrandom(2)`.
    @Linux(number = 278, name = "getrandom")
    record Random(
            Call call,
            @Shown("out_random") long address,
            long length,
            @Shown("getrandom_flags") int flags) implements ChannelCall {}

    /// `memfd_create(2)`.
    @Linux(number = 279, name = "memfd_create")
    record MakeMemoryFile(
            Call call,
            @Path Bytes name,
            @Shown("memfd_flags") int flags) implements ChannelCall {}
}
