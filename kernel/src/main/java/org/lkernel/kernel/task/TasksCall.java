package org.lkernel.kernel.task;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls tasks own.
public sealed interface TasksCall extends Tasks, SystemCall {
    /// `getpid(2)`.
    @Linux(number = 172, name = "getpid")
    record GetPid(Call call) implements TasksCall {}
}
