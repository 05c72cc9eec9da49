package org.lkernel.kernel.device;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// What a host directory holds under one name, as the guest shall see it.
///
/// @param name the single path component
/// @param mode type and permission bits, as `st_mode`
/// @param size in bytes; for a symbolic link the length of its target
/// @param modifiedNanos since 1970
/// @param target of a symbolic link, else empty
/// @param links how many names a regular file has, some perhaps outside of what is shown; at most 1 is one
/// @param first the path below the export's top, components joined by `/`, by which a file with several names was
/// shown first; null when it is this one, or the only one
public record HostEntry(
        Bytes name,
        int mode,
        int user,
        int group,
        long size,
        long modifiedNanos,
        Bytes target,
        int links,
        @Nullable String first) {
    /// A file with this name alone.
    public HostEntry(Bytes name, int mode, int user, int group, long size, long modifiedNanos, Bytes target) {
        this(name, mode, user, group, size, modifiedNanos, target, 1, null);
    }

    public HostEntry withLinks(int count) {
        return new HostEntry(name, mode, user, group, size, modifiedNanos, target, count, first);
    }

    public HostEntry shownFirst(@Nullable String path) {
        return new HostEntry(name, mode, user, group, size, modifiedNanos, target, links, path);
    }
}
