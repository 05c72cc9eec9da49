package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls the scheduler owns.
public sealed interface SchedulerCall extends Scheduler, SystemCall {
    /// `struct sched_param`.
    record Priority(int value) {}

    /// `sched_setparam(2)`.
    @Linux(number = 118, name = "sched_setparam")
    record SetParameter(
            Call call, int task, @Shape.Shown("sched_param") Priority priority) implements SchedulerCall {}

    /// `sched_setscheduler(2)`.
    @Linux(number = 119, name = "sched_setscheduler")
    record SetScheduler(
            Call call,
            int task,
            @Shape.Shown("sched_policy") int policy,
            @Shape.Shown("sched_param") Priority priority) implements SchedulerCall {}

    /// `sched_getscheduler(2)`.
    @Linux(number = 120, name = "sched_getscheduler")
    record GetScheduler(Call call, int task) implements SchedulerCall {}

    /// `sched_getparam(2)`.
    @Linux(number = 121, name = "sched_getparam")
    record GetParameter(
            Call call,
            int task,
            @Shape.Shown("out_sched_param") long parameter) implements SchedulerCall {}

    /// `sched_setaffinity(2)`.
    @Linux(number = 122, name = "sched_setaffinity")
    record SetAffinity(
            Call call,
            int task,
            int length,

            @Shape.Sized(length = 1, limit = 1024) @Shape.Shown("cpu_set")
            Bytes mask) implements SchedulerCall {}

    /// `sched_getaffinity(2)`; returns the size of the mask, as the system call does, not 0 as the library
    /// function.
    @Linux(number = 123, name = "sched_getaffinity")
    record GetAffinity(
            Call call,
            int task,
            int length,
            @Shape.Shown("out_cpu_set") long mask) implements SchedulerCall {}

    /// `sched_yield(2)`.
    @Linux(number = 124, name = "sched_yield")
    record Yield(Call call) implements SchedulerCall {}

    /// `sched_get_priority_max(2)`.
    @Linux(number = 125, name = "sched_get_priority_max")
    record PriorityMaximum(
            Call call, @Shape.Shown("sched_policy") int policy) implements SchedulerCall {}

    /// `sched_get_priority_min(2)`.
    @Linux(number = 126, name = "sched_get_priority_min")
    record PriorityMinimum(
            Call call, @Shape.Shown("sched_policy") int policy) implements SchedulerCall {}

    /// `sched_rr_get_interval(2)`.
    @Linux(number = 127, name = "sched_rr_get_interval")
    record Interval(
            Call call,
            int task,
            @Shape.Shown("out_timespec") long timespec) implements SchedulerCall {}
}
