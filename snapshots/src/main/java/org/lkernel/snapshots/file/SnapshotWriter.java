package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// Writes one file: pages first, then the sections, whose lengths and hashes the header names, and the header last.
final class SnapshotWriter {
    private final SnapshotContent content;
    private final SaveOptions options;
    private final List<Entry> entries = new ArrayList<>();
    private Sha256 generation = Sha256.NONE;

    SnapshotWriter(SnapshotContent content, SaveOptions options) {
        this.content = content;
        this.options = options;
    }

    /// Gives the new generation.
    Sha256 save(Path path) {
        checkParent(path);
        new AtomicFile(options.layer(), path).replace(this::write);
        return generation;
    }

    private void checkParent(Path path) {
        Increment increment = content.increment();
        if (increment == null) {
            return;
        }
        List<Ancestor> ancestors = increment.parent().lineage();
        if (ancestors.size() > Format.DEEPEST) {
            throw SnapshotException.mismatch(
                    path,
                    "increment",
                    "at most " + Format.DEEPEST + " ancestors, compacted otherwise",
                    ancestors.size());
        }
        for (Ancestor ancestor : ancestors) {
            if (isSame(path, ancestor.path())) {
                throw SnapshotException.mismatch(
                        path,
                        "increment",
                        "another file than its ancestors'",
                        "that of generation " + ancestor.generation());
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException missing) {
            return false;
        }
    }

    private void write(OpenFile file) throws IOException {
        long start = Format.headerBytes(Format.OWN_SECTIONS + content.sections().size());
        try (PageWriter pages = new PageWriter(file, start, options, content.pages(), words())) {
            pages.write();
            entries.add(pages.entry());
            append(file, Format.INDEX, Format.VERSION, pages.index(), 0);
            append(file, Format.CHUNKS, Format.VERSION, pages.chunks(), 0);
        }
        for (Section section : content.sections()) {
            append(file, section.name(), section.schemaVersion(), section.content(), options.compression());
        }
        byte[] header = seal(header());
        AtomicFile.write(file, 0, header, 0, header.length);
    }

    private int[] words() {
        int[] frames = content.pages().frames();
        Increment increment = content.increment();
        return increment == null ? frames : increment.words(frames);
    }

    private void append(OpenFile file, String name, int schemaVersion, byte[] raw, int level) throws IOException {
        byte[] stored = level == 0 ? raw : Zstandard.compressSection(raw, level);
        long offset = entries.getLast().end();
        AtomicFile.write(file, offset, stored, 0, stored.length);
        entries.add(new Entry(
                name, schemaVersion, stored.length < raw.length, offset, stored.length, raw.length, Sha256.of(stored)));
    }

    private Header header() {
        Increment increment = content.increment();
        SnapshotFile parent = increment == null ? null : increment.parent();
        return new Header(
                Format.VERSION,
                Format.MINIMUM_READER,
                options.key() != null,
                parent == null ? 0 : parent.lineage().size(),
                parent == null ? Sha256.NONE : parent.generation(),
                content.kernelBuild(),
                parent == null ? "" : String.valueOf(parent.path().getFileName()),
                entries);
    }

    private byte[] seal(Header header) {
        byte[] bytes = header.encode();
        generation = HeaderReader.generation(bytes);
        generation.write(ByteBuffer.wrap(bytes, bytes.length - Format.SEAL_BYTES, Sha256.BYTES));
        SigningKey key = options.key();
        if (key != null) {
            int signed = bytes.length - Sha256.BYTES;
            System.arraycopy(key.sign(bytes, signed), 0, bytes, signed, Sha256.BYTES);
        }
        return bytes;
    }
}
