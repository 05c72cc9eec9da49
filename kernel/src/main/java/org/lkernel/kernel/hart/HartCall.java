package org.lkernel.kernel.hart;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls a hart answers itself, from its own state: no message is sent.
public sealed interface HartCall extends SystemCall {
    /// `clock_gettime(2)`. The CPU-time clocks are forwarded to `Tasks`.
    @Linux(number = 113, name = "clock_gettime")
    record ClockGetTime(
            Call call,
            @Shape.Shown("clock") int clock,
            @Shape.Shown("out_timespec") long timespec) implements HartCall {}

    /// `clock_getres(2)`.
    @Linux(number = 114, name = "clock_getres")
    record ClockGetResolution(
            Call call,
            @Shape.Shown("clock") int clock,
            @Shape.Shown("out_timespec") long timespec) implements HartCall {}

    /// `getcpu(2)`.
    @Linux(number = 168, name = "getcpu")
    record GetCpu(
            Call call,
            @Shape.Shown("out_int") long cpu,
            @Shape.Shown("out_int") long node) implements HartCall {}

    /// `gettimeofday(2)`.
    @Linux(number = 169, name = "gettimeofday")
    record GetTimeOfDay(
            Call call,
            @Shape.Shown("out_timeval") long timeval,
            @Shape.Shown("out_timezone") long timezone) implements HartCall {}

    /// `riscv_hwprobe(2)`: key and value pairs, the values filled in.
    @Linux(number = 258, name = "riscv_hwprobe")
    record HardwareProbe(
            Call call,
            @Shape.Shown("address") long address,
            long count,

            @Shape.Register(0) @Shape.Sized(length = 1, limit = 64, unit = 16)
            Bytes pairs,

            @Shape.Register(2) long cpuSetSize,
            @Shape.Register(3) @Shape.Shown("address") long cpuSet,
            @Shape.Register(4) int flags)
            implements HartCall {}

    /// `riscv_flush_icache(2)`.
    @Linux(number = 259, name = "riscv_flush_icache")
    record FlushInstructions(
            Call call,
            @Shape.Shown("address") long start,
            @Shape.Shown("address") long end,
            long flags) implements HartCall {}
}
