package org.lkernel.kernel.task;

import org.lkernel.kernel.syscall.SystemCall;

/// The system calls tasks own.
public sealed interface TasksCall extends Tasks, SystemCall
        permits ProcessCall, CredentialCall, SignalCall, TimeCall, MachineCall {
    /// `struct timespec`.
    record Timespec(long seconds, long nanos) {}

    /// `struct timeval`.
    record Timeval(long seconds, long micros) {}

    /// `struct itimerval`.
    record IntervalSetting(Timeval interval, Timeval value) {}

    /// `struct itimerspec`.
    record TimerSetting(Timespec interval, Timespec value) {}

    /// `struct sigevent`, as far as the kernel reads it.
    record Event(long value, int signal, int how, int task) {}

    /// `sigset_t` of the kernel.
    record SignalSet(long bits) {}

    /// `struct rlimit64`.
    record Rlimit(long soft, long hard) {}
}
