package org.lkernel.snapshots.file;

import java.nio.file.Path;

/// One file of those that make up a snapshot.
///
/// @param pages how many it stores
public record Ancestor(Path path, Sha256 generation, long bytes, int pages) {
    static Ancestor of(GenerationFile file) {
        return new Ancestor(
                file.path(), file.generation(), file.bytes(), file.index().stored());
    }
}
