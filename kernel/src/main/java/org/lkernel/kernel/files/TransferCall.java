package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.syscall.Shape.Gathered;
import org.lkernel.kernel.syscall.Shape.Register;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.Shape.Vector;

/// The calls that move bytes.
public sealed interface TransferCall extends FilesCall {
    /// `read(2)`.
    @Linux(number = 63, name = "read")
    record Read(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_bytes") long address,
            long length) implements TransferCall {}

    /// `write(2)`.
    @Linux(number = 64, name = "write")
    record Write(Call call, @Shown("fd") int descriptor, Payload data) implements TransferCall {}

    /// `readv(2)`.
    @Linux(number = 65, name = "readv")
    record ReadVector(
            Call call, @Shown("fd") int descriptor, @Vector List<Segment> target) implements TransferCall {}

    /// `writev(2)`.
    @Linux(number = 66, name = "writev")
    record WriteVector(
            Call call,
            @Shown("fd") int descriptor,
            @Gathered Payload data) implements TransferCall {}

    /// `pread64(2)`.
    @Linux(number = 67, name = "pread64")
    record ReadAt(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_bytes") long address,
            long length,
            long offset) implements TransferCall {}

    /// `pwrite64(2)`.
    @Linux(number = 68, name = "pwrite64")
    record WriteAt(Call call, @Shown("fd") int descriptor, Payload data, long offset) implements TransferCall {}

    /// `preadv(2)`.
    @Linux(number = 69, name = "preadv")
    record ReadVectorAt(
            Call call, @Shown("fd") int descriptor, @Vector List<Segment> target, long offset)
            implements TransferCall {}

    /// `pwritev(2)`.
    @Linux(number = 70, name = "pwritev")
    record WriteVectorAt(
            Call call,
            @Shown("fd") int descriptor,
            @Gathered Payload data,
            long offset) implements TransferCall {}

    /// `sendfile(2)`.
    @Linux(number = 71, name = "sendfile")
    record SendFile(
            Call call,
            @Shown("fd") int target,
            @Shown("fd") int source,
            @Shown("inout_offset") long offset,
            long count) implements TransferCall {}

    /// `vmsplice(2)`.
    @Linux(number = 75, name = "vmsplice")
    record SpliceMemory(
            Call call,
            @Shown("fd") int descriptor,
            @Vector @Shown("iovec") List<Segment> segments,
            @Register(3) @Shown("splice_flags") int flags)
            implements TransferCall {}

    /// `splice(2)`.
    @Linux(number = 76, name = "splice")
    record Splice(
            Call call,
            @Shown("fd") int source,
            @Shown("inout_offset") long sourceOffset,
            @Shown("fd") int target,
            @Shown("inout_offset") long targetOffset,
            long count,
            @Shown("splice_flags") int flags)
            implements TransferCall {}

    /// `tee(2)`.
    @Linux(number = 77, name = "tee")
    record Tee(
            Call call,
            @Shown("fd") int source,
            @Shown("fd") int target,
            long count,
            @Shown("splice_flags") int flags) implements TransferCall {}

    /// `copy_file_range(2)`.
    @Linux(number = 285, name = "copy_file_range")
    record CopyRange(
            Call call,
            @Shown("fd") int source,
            @Shown("inout_offset") long sourceOffset,
            @Shown("fd") int target,
            @Shown("inout_offset") long targetOffset,
            long count,
            int flags)
            implements TransferCall {}

    /// `preadv2(2)`: register 4 is the offset's upper half, unused on a 64-bit machine.
    @Linux(number = 286, name = "preadv2")
    record ReadVectorWith(
            Call call,
            @Shown("fd") int descriptor,
            @Vector List<Segment> target,
            long offset,
            @Register(5) int flags) implements TransferCall {}

    /// `pwritev2(2)`.
    @Linux(number = 287, name = "pwritev2")
    record WriteVectorWith(
            Call call,
            @Shown("fd") int descriptor,
            @Gathered Payload data,
            long offset,
            @Register(5) int flags) implements TransferCall {}
}
