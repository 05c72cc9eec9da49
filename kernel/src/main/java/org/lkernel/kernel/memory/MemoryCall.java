package org.lkernel.kernel.memory;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.SystemCall;

/// The system calls memory owns.
public sealed interface MemoryCall extends Memory, SystemCall {
    /// `brk(2)`.
    @Linux(number = 214, name = "brk")
    record Break(Call call, @Shown("address") long address) implements MemoryCall {}

    /// `mmap(2)`.
    @Linux(number = 222, name = "mmap")
    record Map(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("mmap_prot") int protection,
            @Shown("mmap_flags") int flags,
            @Shown("fd") int descriptor,
            @Shown("hex") long offset)
            implements MemoryCall {}

    /// `munmap(2)`.
    @Linux(number = 215, name = "munmap")
    record Unmap(Call call, @Shown("address") long address, long length) implements MemoryCall {}

    /// `mprotect(2)`.
    @Linux(number = 226, name = "mprotect")
    record Protect(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("mmap_prot") int protection) implements MemoryCall {}

    /// `mremap(2)`.
    @Linux(number = 216, name = "mremap")
    record Remap(
            Call call,
            @Shown("address") long address,
            long oldLength,
            long newLength,
            @Shown("mremap_flags") int flags,
            @Shown("mremap_address") long newAddress)
            implements MemoryCall {}

    /// `madvise(2)`.
    @Linux(number = 233, name = "madvise")
    record Advise(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("madvise") int advice) implements MemoryCall {}

    /// `msync(2)`.
    @Linux(number = 227, name = "msync")
    record Synchronise(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("msync_flags") int flags) implements MemoryCall {}

    /// `mincore(2)`: a byte for each page goes to `residency`.
    @Linux(number = 232, name = "mincore")
    record Residency(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("address") long residency) implements MemoryCall {}

    /// `mlock(2)`.
    @Linux(number = 228, name = "mlock")
    record Lock(Call call, @Shown("address") long address, long length) implements MemoryCall {}

    /// `mlock2(2)`.
    @Linux(number = 284, name = "mlock2")
    record LockLazily(
            Call call,
            @Shown("address") long address,
            long length,
            @Shown("mlock2_flags") int flags) implements MemoryCall {}

    /// `munlock(2)`.
    @Linux(number = 229, name = "munlock")
    record Unlock(Call call, @Shown("address") long address, long length) implements MemoryCall {}

    /// `mlockall(2)`.
    @Linux(number = 230, name = "mlockall")
    record LockAll(Call call, @Shown("mlockall_flags") int flags) implements MemoryCall {}

    /// `munlockall(2)`.
    @Linux(number = 231, name = "munlockall")
    record UnlockAll(Call call) implements MemoryCall {}

    /// `membarrier(2)`.
    @Linux(number = 283, name = "membarrier")
    record Barrier(Call call, @Shown("membarrier") int command, int flags, int cpu) implements MemoryCall {}

    /// `futex(2)`. `timeout` is the address of a `timespec`, or a count, as the operation has it: memory reads it
    /// itself.
    @Linux(number = 98, name = "futex")
    record Futex(
            Call call,
            @Shown("address") long address,
            @Shown("futex_op") int operation,
            @Shown("futex_value") int value,
            @Shown("futex_timeout") long timeout,
            @Shown("futex_address") long address2,
            @Shown("futex_value3") int value3)
            implements MemoryCall {}
}
