package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;

/// The system calls about sleeping, timers and CPU time.
public sealed interface TimeCall extends TasksCall {
    /// `nanosleep(2)`.
    @Linux(number = 101, name = "nanosleep")
    record Sleep(Call call, TasksCall.Timespec time, long remainder) implements TimeCall {}

    /// `clock_nanosleep(2)`.
    @Linux(number = 115, name = "clock_nanosleep")
    record SleepOnClock(Call call, int clock, int flags, TasksCall.Timespec time, long remainder) implements TimeCall {}

    /// `getitimer(2)`.
    @Linux(number = 102, name = "getitimer")
    record GetInterval(Call call, int which, long value) implements TimeCall {}

    /// `setitimer(2)`.
    @Linux(number = 103, name = "setitimer")
    record SetInterval(Call call, int which, TasksCall.@Nullable IntervalSetting value, long old) implements TimeCall {}

    /// `timer_create(2)`.
    @Linux(number = 107, name = "timer_create")
    record CreateTimer(Call call, int clock, TasksCall.@Nullable Event event, long timer) implements TimeCall {}

    /// `timer_gettime(2)`.
    @Linux(number = 108, name = "timer_gettime")
    record GetTimer(Call call, int timer, long value) implements TimeCall {}

    /// `timer_getoverrun(2)`.
    @Linux(number = 109, name = "timer_getoverrun")
    record GetOverrun(Call call, int timer) implements TimeCall {}

    /// `timer_settime(2)`.
    @Linux(number = 110, name = "timer_settime")
    record SetTimer(Call call, int timer, int flags, TasksCall.TimerSetting value, long old) implements TimeCall {}

    /// `timer_delete(2)`.
    @Linux(number = 111, name = "timer_delete")
    record DeleteTimer(Call call, int timer) implements TimeCall {}

    /// `clock_settime(2)`.
    @Linux(number = 112, name = "clock_settime")
    record SetClock(Call call, int clock, TasksCall.Timespec time) implements TimeCall {}

    /// `settimeofday(2)`.
    @Linux(number = 170, name = "settimeofday")
    record SetTimeOfDay(Call call, TasksCall.@Nullable Timeval time, long zone) implements TimeCall {}

    /// `times(2)`.
    @Linux(number = 153, name = "times")
    record Times(Call call, long buffer) implements TimeCall {}

    /// `getrusage(2)`.
    @Linux(number = 165, name = "getrusage")
    record GetUsage(Call call, int who, long usage) implements TimeCall {}
}
