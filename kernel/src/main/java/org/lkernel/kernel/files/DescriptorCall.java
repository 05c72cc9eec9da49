package org.lkernel.kernel.files;

import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.Shape.Shown;

/// The calls about descriptors themselves.
public sealed interface DescriptorCall extends FilesCall {
    /// `dup(2)`.
    @Linux(number = 23, name = "dup")
    record Duplicate(Call call, @Shown("fd") int descriptor) implements DescriptorCall {}

    /// `dup3(2)`.
    @Linux(number = 24, name = "dup3")
    record DuplicateTo(
            Call call,
            @Shown("fd") int from,
            @Shown("fd") int to,
            @Shown("creation_flags") int flags) implements DescriptorCall {}

    /// `fcntl(2)`.
    @Linux(number = 25, name = "fcntl")
    record Control(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("fcntl") int command,
            @Shown("fcntl_argument") long argument) implements DescriptorCall {}

    /// `ioctl(2)`.
    @Linux(number = 29, name = "ioctl")
    record DeviceControl(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("ioctl") int request,
            @Shown("ioctl_argument") long argument) implements DescriptorCall {}

    /// `flock(2)`.
    @Linux(number = 32, name = "flock")
    record LockFile(
            Call call,
            @Shown("fd") int descriptor,
            @Shown("flock") int operation) implements DescriptorCall {}

    /// `close(2)`.
    @Linux(number = 57, name = "close")
    record Close(Call call, @Shown("fd") int descriptor) implements DescriptorCall {}

    /// `lseek(2)`.
    @Linux(number = 62, name = "lseek")
    record Seek(
            Call call,
            @Shown("fd") int descriptor,
            long offset,
            @Shown("whence") int whence) implements DescriptorCall {}

    /// `close_range(2)`.
    @Linux(number = 436, name = "close_range")
    record CloseRange(
            Call call,
            @Shown("unsigned") int first,
            @Shown("unsigned") int last,
            @Shown("close_range_flags") int flags) implements DescriptorCall {}

    /// `pidfd_getfd(2)`.
    @Linux(number = 438, name = "pidfd_getfd")
    record TakeDescriptor(
            Call call,
            @Shown("fd") int process,
            @Shown("fd") int descriptor,
            @Shown("unsigned") int flags) implements DescriptorCall {}
}
