package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Path;
import org.lkernel.kernel.syscall.Shape.Shown;

/// The calls about what is known of a file: mode, owner, size, times.
public sealed interface AttributeCall extends FilesCall {
    /// `struct timespec`.
    record Timespec(long seconds, long nanoseconds) {}

    /// The two of `utimensat(2)`.
    record Times(Timespec access, Timespec modification) {}

    /// `statfs(2)`.
    @Linux(number = 43, name = "statfs")
    record StatFileSystem(
            Call call,
            @Path Bytes path,
            @Shown("out_statfs") long address) implements AttributeCall {}

    /// `fstatfs(2)`.
    @Linux(number = 44, name = "fstatfs")
    record StatFileSystemOf(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_statfs") long address) implements AttributeCall {}

    /// `truncate(2)`.
    @Linux(number = 45, name = "truncate")
    record Truncate(Call call, @Path Bytes path, long size) implements AttributeCall {}

    /// `ftruncate(2)`.
    @Linux(number = 46, name = "ftruncate")
    record TruncateOpen(Call call, @Shown("fd") int descriptor, long size) implements AttributeCall {}

    /// `fallocate(2)`.
    @Linux(number = 47, name = "fallocate")
    record Allocate(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("falloc_flags") int mode,
            long offset,
            long length) implements AttributeCall {}

    /// `faccessat(2)`: the kernel's has no flags.
    @Linux(number = 48, name = "faccessat")
    record Access(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("access") int mode) implements AttributeCall {}

    /// `fchmod(2)`.
    @Linux(number = 52, name = "fchmod")
    record ChangeModeOpen(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("octal") int mode) implements AttributeCall {}

    /// `fchmodat(2)`: the kernel's has no flags.
    @Linux(number = 53, name = "fchmodat")
    record ChangeMode(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("octal") int mode) implements AttributeCall {}

    /// `fchownat(2)`.
    @Linux(number = 54, name = "fchownat")
    record ChangeOwner(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            int user,
            int group,
            @Shown("at_flags") int flags)
            implements AttributeCall {}

    /// `fchown(2)`.
    @Linux(number = 55, name = "fchown")
    record ChangeOwnerOpen(Call call, @Shown("fd") int descriptor, int user, int group) implements AttributeCall {}

    /// `newfstatat(2)`.
    @Linux(number = 79, name = "newfstatat")
    record Stat(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("out_stat") long address,
            @Shown("at_flags") int flags)
            implements AttributeCall {}

    /// `fstat(2)`.
    @Linux(number = 80, name = "fstat")
    record StatOpen(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("out_stat") long address) implements AttributeCall {}

    /// `sync(2)`.
    @Linux(number = 81, name = "sync")
    record SyncAll(Call call) implements AttributeCall {}

    /// `fsync(2)`.
    @Linux(number = 82, name = "fsync")
    record Sync(Call call, @Shown("fd") int descriptor) implements AttributeCall {}

    /// `fdatasync(2)`.
    @Linux(number = 83, name = "fdatasync")
    record SyncData(Call call, @Shown("fd") int descriptor) implements AttributeCall {}

    /// `sync_file_range(2)`.
    @Linux(number = 84, name = "sync_file_range")
    record SyncRange(Call call, @Shown("fd") int descriptor, long offset, long length, int flags)
            implements AttributeCall {}

    /// `utimensat(2)`.
    @Linux(number = 88, name = "utimensat")
    record SetTimes(
            Call call,
            @Shown("dirfd") int directory,
            @Path @Nullable Bytes path,
            @Shown("utimes") @Nullable Times times,
            @Shown("at_flags") int flags)
            implements AttributeCall {}

    /// `readahead(2)`.
    @Linux(number = 213, name = "readahead")
    record ReadAhead(Call call, @Shown("fd") int descriptor, long offset, long count) implements AttributeCall {}

    /// `posix_fadvise(2)`.
    @Linux(number = 223, name = "fadvise64")
    record Advise(
            Call call,
            @Shown("fd") int descriptor,
            long offset,
            long length,
            @Shown("fadvise") int advice) implements AttributeCall {}

    /// `syncfs(2)`.
    @Linux(number = 267, name = "syncfs")
    record SyncFileSystem(Call call, @Shown("fd") int descriptor) implements AttributeCall {}

    /// `statx(2)`.
    @Linux(number = 291, name = "statx")
    record StatExtended(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("statx_flags") int flags,
            @Shown("statx_mask") int mask,
            @Shown("out_statx") long address)
            implements AttributeCall {}

    /// `faccessat2(2)`.
    @Linux(number = 439, name = "faccessat2")
    record AccessWith(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("access") int mode,
            @Shown("at_flags") int flags)
            implements AttributeCall {}

    /// `fchmodat2(2)`.
    @Linux(number = 452, name = "fchmodat2")
    record ChangeModeWith(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("octal") int mode,
            @Shown("at_flags") int flags)
            implements AttributeCall {}
}
