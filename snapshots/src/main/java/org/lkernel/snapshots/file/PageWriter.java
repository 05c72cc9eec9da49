package org.lkernel.snapshots.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// Writes the page section, and gathers the index and the chunk table that belong to it.
///
/// Pages are copied once, into batches of 1 MiB. A second thread hashes a batch while this one writes another or fills
/// the next, so that a save takes as long as the slower of the two, and each write is large.
final class PageWriter implements AutoCloseable {
    private static final int BATCHES = 3;
    private static final byte[] ZERO_PAGE = new byte[Format.PAGE_BYTES];

    private final OpenFile file;
    private final long start;
    private final ExecutorService second = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("snapshot-hash").factory());
    private final Queue<Batch> empty = new ArrayDeque<>();
    private final Queue<Batch> full = new ArrayDeque<>();
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private byte[] index = new byte[0];
    private long position;

    /// Some chunks on their way to the file.
    private static final class Batch {
        static final int BYTES = 16 * Format.CHUNK_BYTES;

        final byte[] bytes = new byte[BYTES];
        int length;
        Future<byte[]> table = CompletableFuture.completedFuture(new byte[0]);

        /// The lines of the chunk table.
        byte[] hash() {
            int count = (length + Format.CHUNK_BYTES - 1) / Format.CHUNK_BYTES;
            ByteBuffer lines =
                    ByteBuffer.allocate(count * Format.CHUNK_ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int offset = 0; offset < length; offset += Format.CHUNK_BYTES) {
                int chunk = Math.min(Format.CHUNK_BYTES, length - offset);
                Sha256.of(bytes, offset, chunk).write(lines);
                lines.putInt(chunk);
            }
            return lines.array();
        }
    }

    PageWriter(OpenFile file, long start) {
        this.file = file;
        this.start = start;
        this.position = start;
        for (int i = 0; i < BATCHES; i++) {
            empty.add(new Batch());
        }
    }

    /// Writes the pages of the frames but for those that are all zero.
    void write(Pages pages, int[] frames) throws IOException {
        ByteBuffer words = ByteBuffer.allocate(Math.multiplyExact(frames.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        Batch batch = next();
        for (int frame : frames) {
            pages.copy(frame, batch.bytes, batch.length);
            if (isZero(batch.bytes, batch.length)) {
                words.putInt(frame | PageIndex.ZERO);
                continue;
            }
            words.putInt(frame | PageIndex.STORED);
            batch.length += Format.PAGE_BYTES;
            if (batch.length == Batch.BYTES) {
                submit(batch);
                batch = next();
            }
        }
        if (batch.length > 0) {
            submit(batch);
        }
        while (!full.isEmpty()) {
            writeOldest();
        }
        index = words.array();
    }

    Entry entry() {
        return Entry.own(Format.PAGES, false, start, position - start, position - start);
    }

    byte[] index() {
        return index;
    }

    byte[] chunks() {
        return chunks.toByteArray();
    }

    private static boolean isZero(byte[] bytes, int offset) {
        return Arrays.equals(bytes, offset, offset + Format.PAGE_BYTES, ZERO_PAGE, 0, Format.PAGE_BYTES);
    }

    private void submit(Batch batch) {
        batch.table = second.submit(batch::hash);
        full.add(batch);
    }

    private Batch next() throws IOException {
        if (empty.isEmpty()) {
            writeOldest();
        }
        return empty.remove();
    }

    private void writeOldest() throws IOException {
        Batch batch = full.remove();
        AtomicFile.write(file, position, batch.bytes, 0, batch.length);
        position += batch.length;
        chunks.writeBytes(await(batch.table));
        batch.length = 0;
        empty.add(batch);
    }

    private static byte[] await(Future<byte[]> table) throws IOException {
        try {
            return table.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("hashing failed", failure.getCause());
        }
    }

    @Override
    public void close() {
        second.shutdownNow();
    }
}
