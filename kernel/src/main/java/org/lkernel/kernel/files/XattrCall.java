package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Path;
import org.lkernel.kernel.syscall.Shape.Shown;
import org.lkernel.kernel.syscall.Shape.Sized;

/// The calls about extended attributes: `xattr(7)`.
public sealed interface XattrCall extends FilesCall {
    /// The largest value there can be, `XATTR_SIZE_MAX`.
    int VALUE_MAXIMUM = 65536;

    /// `setxattr(2)`.
    @Linux(number = 5, name = "setxattr")
    record Set(
            Call call,
            @Path Bytes path,
            @Path Bytes name,
            @Sized(length = 3, limit = VALUE_MAXIMUM) Bytes value,
            long size,
            @Shown("xattr_flags") int flags)
            implements XattrCall {}

    /// `lsetxattr(2)`.
    @Linux(number = 6, name = "lsetxattr")
    record SetOfLink(
            Call call,
            @Path Bytes path,
            @Path Bytes name,
            @Sized(length = 3, limit = VALUE_MAXIMUM) Bytes value,
            long size,
            @Shown("xattr_flags") int flags)
            implements XattrCall {}

    /// `fsetxattr(2)`.
    @Linux(number = 7, name = "fsetxattr")
    record SetOpen(
            Call call,
            @Shown("fd") int descriptor,
            @Path Bytes name,
            @Sized(length = 3, limit = VALUE_MAXIMUM) Bytes value,
            long size,
            @Shown("xattr_flags") int flags)
            implements XattrCall {}

    /// `getxattr(2)`.
    @Linux(number = 8, name = "getxattr")
    record Value(
            Call call,
            @Path Bytes path,
            @Path Bytes name,
            @Shown("out_bytes") long address,
            long size) implements XattrCall {}

    /// `lgetxattr(2)`.
    @Linux(number = 9, name = "lgetxattr")
    record ValueOfLink(
            Call call,
            @Path Bytes path,
            @Path Bytes name,
            @Shown("out_bytes") long address,
            long size) implements XattrCall {}

    /// `fgetxattr(2)`.
    @Linux(number = 10, name = "fgetxattr")
    record ValueOpen(
            Call call,
            @Shown("fd") int descriptor,
            @Path Bytes name,
            @Shown("out_bytes") long address,
            long size) implements XattrCall {}

    /// `listxattr(2)`.
    @Linux(number = 11, name = "listxattr")
    record Names(
            Call call, @Path Bytes path, @Shown("out_bytes") long address, long size) implements XattrCall {}

    /// `llistxattr(2)`.
    @Linux(number = 12, name = "llistxattr")
    record NamesOfLink(
            Call call, @Path Bytes path, @Shown("out_bytes") long address, long size) implements XattrCall {}

    /// `flistxattr(2)`.
    @Linux(number = 13, name = "flistxattr")
    record NamesOpen(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_bytes") long address,
            long size) implements XattrCall {}

    /// `removexattr(2)`.
    @Linux(number = 14, name = "removexattr")
    record Remove(Call call, @Path Bytes path, @Path Bytes name) implements XattrCall {}

    /// `lremovexattr(2)`.
    @Linux(number = 15, name = "lremovexattr")
    record RemoveOfLink(Call call, @Path Bytes path, @Path Bytes name) implements XattrCall {}

    /// `fremovexattr(2)`.
    @Linux(number = 16, name = "fremovexattr")
    record RemoveOpen(
            Call call, @Shown("fd") int descriptor, @Path Bytes name) implements XattrCall {}
}
