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

    static GenerationFile open(FileLayer layer, Path path, Signatures signatures) {
        Source source = Source.open(layer, path);
        try {
            byte[] sealedBytes = HeaderReader.sealedBytes(source);
            Header header = HeaderCheck.header(source, sealedBytes);
            signatures.check(path, header, sealedBytes);
            return new GenerationFile(source, header, HeaderReader.generation(sealedBytes));
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
        String what = "section " + entry.name();
        if (entry.rawLength() > Format.LONGEST_ARRAY) {
            throw SnapshotException.mismatch(
                    path(), what, "at most " + Format.LONGEST_ARRAY + " bytes", entry.rawLength());
        }
        byte[] stored = source.read(entry.offset(), (int) entry.storedLength());
        checkHash(what, entry.hash(), Sha256.of(stored));
        if (!entry.compressed()) {
            return stored;
        }
        byte[] content = new byte[(int) entry.rawLength()];
        Zstandard.decompress(path(), what, stored, 0, stored.length, content, 0, content.length);
        return content;
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

    boolean isCompressed() {
        return pages().compressed();
    }

    /// The pages of a chunk, checked.
    byte[] chunk(int chunk) {
        byte[] stored = new byte[chunks().storedLength(chunk)];
        readChunks(chunk, 1, stored);
        byte[] pages = isCompressed()
                ? new byte[ChunkTable.rawLength(chunk, this.pages().rawLength())]
                : stored;
        unpack(chunk, stored, 0, pages, 0);
        return pages;
    }

    /// Reads what is stored of some successive chunks, which [#unpack] is still to check.
    void readChunks(int first, int count, byte[] target) {
        ChunkTable table = chunks();
        int last = first + count - 1;
        long end = table.offset(last) + table.storedLength(last);
        source.read(table.offset(first), target, 0, (int) (end - table.offset(first)));
    }

    /// Checks what is stored of a chunk, and puts its pages in their place.
    ///
    /// @param target where the file is not compressed, `stored` itself
    /// @return the length of what is stored
    int unpack(int chunk, byte[] stored, int from, byte[] target, int to) {
        String what = "pages, chunk " + chunk;
        int length = chunks().storedLength(chunk);
        int raw = ChunkTable.rawLength(chunk, pages().rawLength());
        checkHash(what, chunks().hash(chunk), Sha256.of(stored, from, length));
        if (length < raw) {
            Zstandard.decompress(path(), what, stored, from, length, target, to, raw);
        } else if (isCompressed()) {
            System.arraycopy(stored, from, target, to, raw);
        }
        return length;
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
