package org.lkernel.snapshots.file;

import java.io.Closeable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One open file of a chain of generations, whose header is checked, and whose sections and chunks are given out only
/// once their hashes are.
final class GenerationFile implements Closeable {
    private final Source source;
    private final Header header;
    private final Sha256 generation;
    private @Nullable PageIndex index;
    private @Nullable ChunkTable chunks;

    private GenerationFile(Source source, Header header, Sha256 generation) {
        this.source = source;
        this.header = header;
        this.generation = generation;
    }

    static GenerationFile open(FileLayer layer, Path path) {
        Source source = Source.open(layer, path);
        try {
            byte[] sealedBytes = HeaderReader.sealedBytes(source);
            return new GenerationFile(
                    source, HeaderReader.header(source, sealedBytes), HeaderReader.generation(sealedBytes));
        } catch (RuntimeException failure) {
            source.close();
            throw failure;
        }
    }

    Path path() {
        return source.path();
    }

    Header header() {
        return header;
    }

    Sha256 generation() {
        return generation;
    }

    long bytes() {
        return source.length();
    }

    /// The content of a section other than the pages.
    byte[] section(Entry entry) {
        if (entry.storedLength() > Format.LONGEST_ARRAY) {
            throw SnapshotException.mismatch(
                    path(),
                    "section " + entry.name(),
                    "at most " + Format.LONGEST_ARRAY + " bytes",
                    entry.storedLength());
        }
        byte[] stored = source.read(entry.offset(), (int) entry.storedLength());
        checkHash("section " + entry.name(), entry.hash(), Sha256.of(stored));
        return stored;
    }

    synchronized PageIndex index() {
        if (index == null) {
            PageIndex parsed = PageIndex.parse(path(), section(own(1)), !header.isIncrement());
            long expected = (long) parsed.stored() * Format.PAGE_BYTES;
            if (pages().rawLength() != expected) {
                throw SnapshotException.mismatch(
                        path(), "length of the pages that the index lists", expected, pages().rawLength());
            }
            index = parsed;
        }
        return index;
    }

    synchronized ChunkTable chunks() {
        if (chunks == null) {
            index();
            chunks = ChunkTable.parse(path(), section(own(2)), pages());
        }
        return chunks;
    }

    /// The length of the pages of a chunk.
    int chunkLength(int chunk) {
        return ChunkTable.rawLength(chunk, pages().rawLength());
    }

    /// Reads the stored bytes of a chunk, which [#checkChunk] is still to check.
    void readChunk(int chunk, byte[] target, int offset) {
        ChunkTable table = chunks();
        source.read(table.offset(chunk), target, offset, table.storedLength(chunk));
    }

    /// Checks the stored bytes of a chunk, and puts its pages in their place.
    void checkChunk(int chunk, byte[] bytes, int offset) {
        ChunkTable table = chunks();
        checkHash("pages, chunk " + chunk, table.hash(chunk), Sha256.of(bytes, offset, table.storedLength(chunk)));
    }

    private void checkHash(String what, Sha256 expected, Sha256 found) {
        if (!expected.equals(found)) {
            throw SnapshotException.mismatch(path(), "damaged " + what + ": SHA-256", expected, found);
        }
    }

    private Entry pages() {
        return own(0);
    }

    private Entry own(int i) {
        return header.entries().get(i);
    }

    @Override
    public void close() {
        source.close();
    }
}
