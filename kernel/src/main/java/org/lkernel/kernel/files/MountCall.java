package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Path;
import org.lkernel.kernel.syscall.Shape.Shown;

/// The calls about trees as a whole.
public sealed interface MountCall extends FilesCall {
    /// `umount2(2)`.
    @Linux(number = 39, name = "umount2")
    record Unmount(
            Call call,
            @Path Bytes target,
            @Shown("umount_flags") int flags) implements MountCall {}

    /// `mount(2)`.
    @Linux(number = 40, name = "mount")
    record MountOn(
            Call call,
            @Path @Nullable Bytes source,
            @Path Bytes target,
            @Path @Nullable Bytes kind,
            @Shown("mount_flags") long flags,
            @Shown("address") long data)
            implements MountCall {}

    /// `name_to_handle_at(2)`: no file system here can be exported.
    @Linux(number = 264, name = "name_to_handle_at")
    record NameToHandle(
            Call call,
            @Shown("dirfd") int directory,
            @Path Bytes path,
            @Shown("address") long handle,
            @Shown("address") long mount,
            @Shown("at_flags") int flags)
            implements MountCall {}
}
