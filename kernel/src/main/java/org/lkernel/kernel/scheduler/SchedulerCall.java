package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls the scheduler owns.
public sealed interface SchedulerCall extends Scheduler, SystemCall {
    /// `sched_yield(2)`.
    @Linux(number = 124, name = "sched_yield")
    record Yield(Call call) implements SchedulerCall {}
}
