package org.lkernel.kernel.device;

import org.lkernel.kernel.Bytes;

/// What a host directory holds under one name, as the guest shall see it.
///
/// @param name the single path component
/// @param mode type and permission bits, as `st_mode`
/// @param size in bytes; for a symbolic link the length of its target
/// @param modifiedNanos since 1970
/// @param target of a symbolic link, else empty
public record HostEntry(Bytes name, int mode, int user, int group, long size, long modifiedNanos, Bytes target) {}
