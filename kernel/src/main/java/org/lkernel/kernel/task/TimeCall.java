package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;

/// The system calls about sleeping, timers and CPU time.
public sealed interface TimeCall extends TasksCall {
    /// `nanosleep(2)`.
    @Linux(number = 101, name = "nanosleep")
    record Sleep(
            Call call,
            @Shape.Shown("timespec") TasksCall.Timespec time,
            @Shape.Shown("out_remainder") long remainder) implements TimeCall {}

    /// `clock_nanosleep(2)`.
    @Linux(number = 115, name = "clock_nanosleep")
    record SleepOnClock(
            Call call,
            @Shape.Shown("clock") int clock,
            @Shape.Shown("timer_flags") int flags,
            @Shape.Shown("timespec") TasksCall.Timespec time,
            @Shape.Shown("out_remainder") long remainder)
            implements TimeCall {}

    /// `getitimer(2)`.
    @Linux(number = 102, name = "getitimer")
    record GetInterval(
            Call call,
            @Shape.Shown("itimer") int which,
            @Shape.Shown("out_itimerval") long value) implements TimeCall {}

    /// `setitimer(2)`.
    @Linux(number = 103, name = "setitimer")
    record SetInterval(
            Call call,
            @Shape.Shown("itimer") int which,
            @Shape.Shown("itimerval") TasksCall.@Nullable IntervalSetting value,
            @Shape.Shown("out_itimerval") long old)
            implements TimeCall {}

    /// `timer_create(2)`.
    @Linux(number = 107, name = "timer_create")
    record CreateTimer(
            Call call,
            @Shape.Shown("clock") int clock,
            @Shape.Shown("sigevent") TasksCall.@Nullable Event event,
            @Shape.Shown("out_int") long timer)
            implements TimeCall {}

    /// `timer_gettime(2)`.
    @Linux(number = 108, name = "timer_gettime")
    record GetTimer(
            Call call,
            int timer,
            @Shape.Shown("out_itimerspec") long value) implements TimeCall {}

    /// `timer_getoverrun(2)`.
    @Linux(number = 109, name = "timer_getoverrun")
    record GetOverrun(Call call, int timer) implements TimeCall {}

    /// `timer_settime(2)`.
    @Linux(number = 110, name = "timer_settime")
    record SetTimer(
            Call call,
            int timer,
            @Shape.Shown("timer_flags") int flags,
            @Shape.Shown("itimerspec") TasksCall.TimerSetting value,
            @Shape.Shown("out_itimerspec") long old)
            implements TimeCall {}

    /// `timer_delete(2)`.
    @Linux(number = 111, name = "timer_delete")
    record DeleteTimer(Call call, int timer) implements TimeCall {}

    /// `clock_settime(2)`.
    @Linux(number = 112, name = "clock_settime")
    record SetClock(
            Call call,
            @Shape.Shown("clock") int clock,
            @Shape.Shown("timespec") TasksCall.Timespec time) implements TimeCall {}

    /// `settimeofday(2)`.
    @Linux(number = 170, name = "settimeofday")
    record SetTimeOfDay(
            Call call,
            @Shape.Shown("timeval") TasksCall.@Nullable Timeval time,
            @Shape.Shown("address") long zone) implements TimeCall {}

    /// `times(2)`.
    @Linux(number = 153, name = "times")
    record Times(Call call, @Shape.Shown("out_tms") long buffer) implements TimeCall {}

    /// `getrusage(2)`.
    @Linux(number = 165, name = "getrusage")
    record GetUsage(
            Call call,
            @Shape.Shown("rusage_who") int who,
            @Shape.Shown("out_rusage") long usage) implements TimeCall {}
}
