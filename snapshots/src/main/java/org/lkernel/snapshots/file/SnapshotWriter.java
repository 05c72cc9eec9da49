package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// Writes one file: pages first, then the sections, whose lengths and hashes the header names, and the header last.
final class SnapshotWriter {
    private final SnapshotContent content;
    private Sha256 generation = Sha256.NONE;

    SnapshotWriter(SnapshotContent content) {
        this.content = content;
    }

    Sha256 save(Path path, SaveOptions options) {
        new AtomicFile(options.layer(), path).replace(this::write);
        return generation;
    }

    private void write(OpenFile file) throws IOException {
        long start = Format.headerBytes(Format.OWN_SECTIONS + content.sections().size());
        List<Entry> entries = new ArrayList<>();
        try (PageWriter pages = new PageWriter(file, start)) {
            pages.write(content.pages(), content.pages().frames());
            entries.add(pages.entry());
            append(file, entries, Format.INDEX, Format.VERSION, pages.index());
            append(file, entries, Format.CHUNKS, Format.VERSION, pages.chunks());
        }
        for (Section section : content.sections()) {
            append(file, entries, section.name(), section.schemaVersion(), section.content());
        }
        byte[] header = seal(new Header(
                Format.VERSION, Format.MINIMUM_READER, false, 0, Sha256.NONE, content.kernelBuild(), "", entries));
        AtomicFile.write(file, 0, header, 0, header.length);
    }

    private static void append(OpenFile file, List<Entry> entries, String name, int schemaVersion, byte[] bytes)
            throws IOException {
        long offset = entries.getLast().end();
        AtomicFile.write(file, offset, bytes, 0, bytes.length);
        entries.add(new Entry(name, schemaVersion, false, offset, bytes.length, bytes.length, Sha256.of(bytes)));
    }

    private byte[] seal(Header header) {
        byte[] bytes = header.encode();
        generation = HeaderReader.generation(bytes);
        generation.write(ByteBuffer.wrap(bytes, bytes.length - Format.SEAL_BYTES, Sha256.BYTES));
        return bytes;
    }
}
