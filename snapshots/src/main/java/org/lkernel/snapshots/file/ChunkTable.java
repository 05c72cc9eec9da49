package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// The chunk section of one file: for every 64 KiB of its pages the hash of what is stored, and how long that is.
final class ChunkTable {
    private final ByteBuffer content;
    private final long[] offsets;

    private ChunkTable(ByteBuffer content, long[] offsets) {
        this.content = content;
        this.offsets = offsets;
    }

    int size() {
        return offsets.length;
    }

    /// Where in the file the chunk begins.
    long offset(int chunk) {
        return offsets[chunk];
    }

    int storedLength(int chunk) {
        return content.getInt(chunk * Format.CHUNK_ENTRY_BYTES + Sha256.BYTES);
    }

    Sha256 hash(int chunk) {
        return Sha256.read(content.slice(chunk * Format.CHUNK_ENTRY_BYTES, Sha256.BYTES));
    }

    /// How long the pages of a chunk are: 64 KiB but for the last.
    static int rawLength(int chunk, long allPages) {
        return (int) Math.min(Format.CHUNK_BYTES, allPages - (long) chunk * Format.CHUNK_BYTES);
    }

    /// Reads the content of the section, and checks that its chunks make up the page section.
    static ChunkTable parse(Path path, byte[] content, Entry pages) {
        long expected = Format.roundUp(pages.rawLength(), Format.CHUNK_BYTES) / Format.CHUNK_BYTES;
        if (content.length != expected * Format.CHUNK_ENTRY_BYTES) {
            throw SnapshotException.mismatch(
                    path, "length of the chunk table", expected * Format.CHUNK_ENTRY_BYTES, content.length);
        }
        ChunkTable table =
                new ChunkTable(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), new long[(int) expected]);
        long position = pages.offset();
        for (int chunk = 0; chunk < table.offsets.length; chunk++) {
            int raw = rawLength(chunk, pages.rawLength());
            int stored = table.storedLength(chunk);
            if (stored < 1 || stored > raw || (!pages.compressed() && stored != raw)) {
                throw SnapshotException.mismatch(
                        path, "stored length of chunk " + chunk, pages.compressed() ? "1 to " + raw : raw, stored);
            }
            table.offsets[chunk] = position;
            position += stored;
        }
        if (position != pages.end()) {
            throw SnapshotException.mismatch(path, "end of the chunks", pages.end(), position);
        }
        return table;
    }
}
