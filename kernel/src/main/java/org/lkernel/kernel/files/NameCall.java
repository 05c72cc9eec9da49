package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Path;
import org.lkernel.kernel.syscall.Shape.Shown;

/// The calls about names: what there is in directories, and where the caller stands.
public sealed interface NameCall extends FilesCall {
    /// `getcwd(2)`: the length with its NUL.
    @Linux(number = 17, name = "getcwd")
    record WorkingDirectory(Call call, @Shown("out_path") long address, long size) implements NameCall {}

    /// `mknodat(2)`.
    @Linux(number = 33, name = "mknodat")
    record MakeNode(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("mode") int mode,
            @Shown("device") int device)
            implements NameCall {}

    /// `mkdirat(2)`.
    @Linux(number = 34, name = "mkdirat")
    record MakeDirectory(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("octal") int mode) implements NameCall {}

    /// `unlinkat(2)`.
    @Linux(number = 35, name = "unlinkat")
    record Unlink(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("unlink_flags") int flags) implements NameCall {}

    /// `symlinkat(2)`.
    @Linux(number = 36, name = "symlinkat")
    record MakeSymlink(
            Call call,
            @Path Bytes target,
            @Shown("dirfd") int directory,
            @Path Bytes path) implements NameCall {}

    /// `linkat(2)`.
    @Linux(number = 37, name = "linkat")
    record MakeLink(
            Call call,
            @Shown("dirfd") int oldDirectory,
            @Path Bytes oldPath,
            @Shown("dirfd") int newDirectory,
            @Path Bytes newPath,
            @Shown("at_flags") int flags)
            implements NameCall {}

    /// `chdir(2)`.
    @Linux(number = 49, name = "chdir")
    record ChangeDirectory(Call call, @Path Bytes path) implements NameCall {}

    /// `fchdir(2)`.
    @Linux(number = 50, name = "fchdir")
    record ChangeDirectoryTo(Call call, @Shown("fd") int descriptor) implements NameCall {}

    /// `chroot(2)`.
    @Linux(number = 51, name = "chroot")
    record ChangeRoot(Call call, @Path Bytes path) implements NameCall {}

    /// `openat(2)`.
    @Linux(number = 56, name = "openat")
    record Open(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("open_flags") int flags,
            @Shown("open_mode") int mode)
            implements NameCall {}

    /// `getdents64(2)`.
    @Linux(number = 61, name = "getdents64")
    record ListDirectory(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_dirents") long address,
            int size) implements NameCall {}

    /// `readlinkat(2)`.
    @Linux(number = 78, name = "readlinkat")
    record ReadLink(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("out_bytes") long address,
            int size) implements NameCall {}

    /// `umask(2)`.
    @Linux(number = 166, name = "umask")
    record Mask(Call call, @Shown("octal") int mask) implements NameCall {}

    /// `renameat2(2)`.
    @Linux(number = 276, name = "renameat2")
    record Rename(
            Call call,
            @Shown("dirfd") int oldDirectory,
            @Path Bytes oldPath,
            @Shown("dirfd") int newDirectory,
            @Path Bytes newPath,
            @Shown("rename_flags") int flags)
            implements NameCall {}
}
