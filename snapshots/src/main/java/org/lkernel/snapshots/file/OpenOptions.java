package org.lkernel.snapshots.file;

import java.nio.file.Path;
import java.util.List;

/// How a snapshot is to be opened.
///
/// @param ancestors where ancestors may lie that are not in their child's directory
/// @param layer the host's file system, but for tests
public record OpenOptions(List<Path> ancestors, FileLayer layer) {
    public static final OpenOptions DEFAULT = new OpenOptions(List.of(), FileLayer.HOST);

    public OpenOptions {
        ancestors = List.copyOf(ancestors);
    }

    public OpenOptions withAncestors(List<Path> paths) {
        return new OpenOptions(paths, layer);
    }

    public OpenOptions withLayer(FileLayer other) {
        return new OpenOptions(ancestors, other);
    }
}
