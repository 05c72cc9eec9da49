package org.lkernel.snapshots.file;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A snapshot that is open for reading, together with the ancestors whose pages it needs.
///
/// Opening reads and checks headers only. A section or page is given out when its hash was found right, and not
/// before. The files stay open until [#close]; what replaces them under their names meanwhile is not seen.
public final class SnapshotFile implements Closeable {
    private final List<GenerationFile> files;
    private @Nullable StoredPages pages;

    private SnapshotFile(List<GenerationFile> youngestFirst) {
        this.files = List.copyOf(youngestFirst);
    }

    /// @throws SnapshotException when the file, or an ancestor it needs, is no snapshot that this version can read
    public static SnapshotFile open(Path path, OpenOptions options) {
        return new SnapshotFile(Lineage.open(path, options));
    }

    /// Saves a snapshot under a name, replacing what has it in one step or not at all.
    ///
    /// @return the new generation
    /// @throws SnapshotException when the host refuses; what had the name is then untouched, unless all that failed
    ///     was to make its replacement outlast a loss of power
    public static Sha256 save(Path path, SnapshotContent content, SaveOptions options) {
        return new SnapshotWriter(content, options).save(path);
    }

    public Path path() {
        return youngest().path();
    }

    /// Names the content: two files with the same generation have the same bytes.
    public Sha256 generation() {
        return youngest().generation();
    }

    /// The kernel that saved it. Another kernel reads it too; whether that deserves a warning is the caller's to say.
    public String kernelBuild() {
        return youngest().header().kernelBuild();
    }

    /// The names of the sections, in the order in which they were saved.
    public List<String> sections() {
        List<Entry> entries = youngest().header().entries();
        return entries.subList(Format.OWN_SECTIONS, entries.size()).stream()
                .map(Entry::name)
                .toList();
    }

    /// @throws SnapshotException when there is none, or it is damaged
    public Section section(String name) {
        Entry entry = Format.isName(name) ? youngest().header().entry(name) : null;
        if (entry == null) {
            throw SnapshotException.mismatch(path(), "sections", "one named " + name, sections());
        }
        return new Section(name, entry.schemaVersion(), youngest().section(entry));
    }

    /// @throws SnapshotException when the lists of pages, here or in an ancestor, are damaged
    public synchronized StoredPages pages() {
        if (pages == null) {
            pages = new StoredPages(files);
        }
        return pages;
    }

    /// This file and the ancestors it needs, each followed by its parent.
    ///
    /// @throws SnapshotException when the lists of pages, here or in an ancestor, are damaged
    public List<Ancestor> lineage() {
        return files.stream().map(Ancestor::of).toList();
    }

    /// Reads everything, ancestors included.
    ///
    /// @throws SnapshotException at the first thing that is not as it was saved
    public void verify(Progress progress) {
        new Verification(files, progress).run();
    }

    /// Saves what this file and its ancestors hold as one file that needs no other.
    ///
    /// It is a generation of its own: increments made since still need this one.
    ///
    /// @return the new generation
    public Sha256 compact(Path path, SaveOptions options) {
        List<Section> all = sections().stream().map(this::section).toList();
        return save(path, new SnapshotContent(kernelBuild(), all, pages()), options);
    }

    private GenerationFile youngest() {
        return files.getFirst();
    }

    @Override
    public void close() {
        files.forEach(GenerationFile::close);
    }
}
