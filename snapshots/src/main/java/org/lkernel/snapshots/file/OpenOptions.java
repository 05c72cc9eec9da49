package org.lkernel.snapshots.file;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a snapshot is to be opened.
///
/// @param ancestors where ancestors may lie that are not in their child's directory
/// @param key by which the snapshot must be signed; null when it must not be signed
/// @param layer the host's file system, but for tests
public record OpenOptions(List<Path> ancestors, @Nullable SigningKey key, FileLayer layer) {
    public static final OpenOptions DEFAULT = new OpenOptions(List.of(), null, FileLayer.HOST);

    public OpenOptions {
        ancestors = List.copyOf(ancestors);
    }

    public OpenOptions withAncestors(List<Path> paths) {
        return new OpenOptions(paths, key, layer);
    }

    public OpenOptions withKey(@Nullable SigningKey other) {
        return new OpenOptions(ancestors, other, layer);
    }

    public OpenOptions withLayer(FileLayer other) {
        return new OpenOptions(ancestors, key, other);
    }
}
