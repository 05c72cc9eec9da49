package org.lkernel.kernel.memory;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls memory owns.
public sealed interface MemoryCall extends Memory, SystemCall {
    /// `brk(2)`.
    @Linux(number = 214, name = "brk")
    record Break(Call call, long address) implements MemoryCall {}
}
