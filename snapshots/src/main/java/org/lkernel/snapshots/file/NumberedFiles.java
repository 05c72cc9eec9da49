package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a series that has one name: `FILE.1`, `FILE.2`… hold its snapshots, and `FILE` is another name (a hard
/// link) of the newest. Each is written once and never changed, since its successors are relative to it; `FILE` leads
/// from one whole snapshot to the next in one step.
///
/// All names of this form belong to the series: [#retain] removes those that nobody needs, whoever left them.
public final class NumberedFiles {
    private final FileLayer layer;
    private final Path name;
    private final Path directory;
    private final Pattern numbered;

    /// @param path the name of the series
    /// @throws SnapshotException if it is no name of a file
    public NumberedFiles(FileLayer layer, Path path) {
        this.layer = layer;
        this.name = path.toAbsolutePath();
        Path parent = name.getParent();
        if (parent == null) {
            throw new SnapshotException(path, "cannot save: expected a file name, found a root directory");
        }
        this.directory = parent;
        this.numbered = Pattern.compile(Pattern.quote(String.valueOf(name.getFileName())) + "\\.([1-9][0-9]{0,17})");
    }

    /// A name of the series that no file has, after all that one has.
    public Path next() {
        long last = all().stream().mapToLong(this::number).max().orElse(0);
        return directory.resolve(name.getFileName() + "." + (last + 1));
    }

    /// Lets the name of the series lead to this file of it.
    ///
    /// @throws SnapshotException if the host refuses; the name then leads where it led
    public void publish(Path file) {
        Path link = directory.resolve("." + name.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + AtomicFile.SUFFIX);
        try {
            layer.link(file, link);
            try {
                layer.rename(link, name);
            } catch (IOException | RuntimeException failure) {
                layer.delete(link);
                throw failure;
            }
            layer.syncDirectory(directory);
        } catch (IOException failure) {
            throw SnapshotException.host(name, "save", failure);
        }
    }

    /// Removes every file of the series but these.
    public void retain(Collection<Path> needed) {
        Set<Path> kept = Set.copyOf(needed);
        try {
            for (Path file : all()) {
                if (!kept.contains(file)) {
                    layer.delete(file);
                }
            }
        } catch (IOException failure) {
            throw SnapshotException.host(name, "remove what is not needed any more of", failure);
        }
    }

    private List<Path> all() {
        try {
            return layer.list(directory).stream()
                    .filter(file -> numberOf(file).isPresent())
                    .toList();
        } catch (IOException failure) {
            throw SnapshotException.host(name, "save", failure);
        }
    }

    private long number(Path file) {
        return numberOf(file).orElseThrow();
    }

    private OptionalLong numberOf(Path file) {
        Matcher matcher = numbered.matcher(String.valueOf(Objects.requireNonNull(file.getFileName())));
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
