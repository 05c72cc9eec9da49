package org.lkernel.kernel.memory;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.CopyOut;

/// A whole new address space as `execve(2)` wants it: what is mapped where, and the bytes to be there at the
/// start.
///
/// @param mappings none overlaps another; page-aligned
/// @param breakAddress where the heap starts
/// @param stackTop the stack grows down from here, `stackLimit` bytes at most
/// @param stores the initial stack image and the zeroed tail of the data segment, in order
/// @param mmapBase where `mmap` starts to look for room, downwards
public record SpacePlan(
        List<Mapping> mappings,
        long breakAddress,
        long stackTop,
        long stackLimit,
        List<CopyOut> stores,
        long mmapBase) {
    /// One mapping of a file's pages, or of zeroes when `object` is null.
    ///
    /// @param protection PROT_READ 1, PROT_WRITE 2, PROT_EXEC 4
    /// @param offset of the first page in the object, in bytes, page-aligned
    /// @param path for `/proc/PID/maps`
    public record Mapping(
            long address,
            long length,
            int protection,
            @org.jspecify.annotations.Nullable ObjectKey object,
            long offset,
            long objectSize,
            Bytes path) {}
}
