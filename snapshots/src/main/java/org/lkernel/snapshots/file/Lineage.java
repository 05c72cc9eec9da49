package org.lkernel.snapshots.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the ancestors of a file, up to the full one.
///
/// A generation's id is the hash of its header, which holds the parent's id: so whoever knows the youngest knows all,
/// as with the commits of a version control system, and a file of that name but another content is never taken for a
/// parent. Each ancestor needs one file less than its child, which no ring of files can satisfy.
final class Lineage {
    private final OpenOptions options;
    private final List<GenerationFile> files = new ArrayList<>();

    private Lineage(OpenOptions options) {
        this.options = options;
    }

    /// The file and its ancestors, the youngest first; all closed again when one is missing.
    static List<GenerationFile> open(Path path, OpenOptions options) {
        return new Lineage(options).open(path);
    }

    private List<GenerationFile> open(Path path) {
        try {
            files.add(GenerationFile.open(options.layer(), path, new Signatures(options.key())));
            while (files.getLast().header().isIncrement()) {
                files.add(parent(files.getLast()));
            }
            return files;
        } catch (RuntimeException failure) {
            files.forEach(GenerationFile::close);
            throw failure;
        }
    }

    private GenerationFile parent(GenerationFile child) {
        List<String> found = new ArrayList<>();
        for (Path candidate : candidates(child)) {
            GenerationFile file = openOrTell(candidate, found);
            if (file == null) {
                continue;
            }
            if (file.generation().equals(child.header().parent())) {
                return checkDepth(child, file);
            }
            found.add(candidate + " of generation " + file.generation());
            file.close();
        }
        throw SnapshotException.mismatch(
                child.path(),
                "its parent is missing",
                child.header().parentHint() + " of generation " + child.header().parent(),
                String.join("; ", found));
    }

    /// Beside its child under the name it had, or among the paths that the caller gave.
    private Set<Path> candidates(GenerationFile child) {
        Set<Path> candidates = new LinkedHashSet<>();
        candidates.add(child.path().resolveSibling(child.header().parentHint()));
        candidates.addAll(options.ancestors());
        return candidates;
    }

    @Nullable
    private GenerationFile openOrTell(Path candidate, List<String> found) {
        try {
            return GenerationFile.open(options.layer(), candidate, Signatures.OF_THE_CHILD);
        } catch (SnapshotException unusable) {
            found.add(unusable.getMessage());
            return null;
        }
    }

    private static GenerationFile checkDepth(GenerationFile child, GenerationFile parent) {
        int expected = child.header().depth() - 1;
        if (parent.header().depth() != expected) {
            try (parent) {
                throw SnapshotException.mismatch(
                        parent.path(), "ancestors", expected, parent.header().depth());
            }
        }
        return parent;
    }
}
