package org.lkernel.snapshots.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// Writes the page section, and gathers the index and the chunk table that belong to it.
///
/// Pages are copied once, into batches. A second thread hashes (and compresses) batches while this one writes others
/// or fills the next, and a third has the host begin to store what is written, so that a save takes as long as the
/// slowest of the three. What is not compressed is written as soon as it is copied, while the processor still has it at
/// hand.
final class PageWriter implements AutoCloseable {
    private static final int BATCHES = 32;
    private static final long SYNC_BYTES = 32 << 20;
    private static final byte[] ZERO_PAGE = new byte[Format.PAGE_BYTES];

    private final OpenFile file;
    private final long start;
    private final int level;
    private final Progress progress;
    private final Pages pages;
    private final int[] words;
    private final SecondThread packing = new SecondThread();
    private final SecondThread storing = new SecondThread();
    private final Queue<Batch> empty = new ArrayDeque<>();
    private final Queue<Batch> full = new ArrayDeque<>();
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private byte[] index = new byte[0];
    private long position;
    private long written;
    private long synced;
    private FutureTask<Void> sync = SecondThread.later(() -> null);

    /// @param words frames, ascending, of which those marked [PageIndex#GONE] are only noted
    PageWriter(OpenFile file, long start, SaveOptions options, Pages pages, int[] words) {
        this.file = file;
        this.start = start;
        this.level = options.compression();
        this.progress = options.progress();
        this.pages = pages;
        this.words = words;
        this.position = start;
    }

    /// Writes the pages but for those that are all zero.
    void write() throws IOException {
        ByteBuffer noted = ByteBuffer.allocate(Math.multiplyExact(words.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        Batch batch = next();
        for (int word : words) {
            int state = word & PageIndex.GONE;
            if (state == PageIndex.STORED) {
                pages.copy(word, batch.bytes(), batch.length());
                state = isZero(batch.bytes(), batch.length()) ? PageIndex.ZERO : PageIndex.STORED;
            }
            noted.putInt(word | state);
            if (state == PageIndex.STORED) {
                batch.addPage();
                batch = batch.isFull() ? submit(batch) : batch;
            }
        }
        if (batch.length() > 0) {
            batch.packLater(level);
            add(batch);
        }
        while (!full.isEmpty()) {
            finishOldest();
        }
        SecondThread.await(sync);
        index = noted.array();
    }

    Entry entry() {
        return Entry.own(Format.PAGES, level != 0, start, position - start, written);
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

    /// Has a batch packed, and gives an empty one.
    private Batch submit(Batch batch) throws IOException {
        batch.pack(packing, level);
        add(batch);
        return next();
    }

    private void add(Batch batch) throws IOException {
        if (level == 0) {
            put(batch.bytes(), batch.length());
        }
        full.add(batch);
    }

    private Batch next() throws IOException {
        if (full.size() == BATCHES) {
            finishOldest();
        }
        return empty.isEmpty() ? new Batch(words.length) : empty.remove();
    }

    private void finishOldest() throws IOException {
        Batch batch = full.remove();
        Batch.Packed packed = batch.packed();
        if (level != 0) {
            put(packed.bytes(), packed.length());
        }
        written += batch.length();
        progress.at(written, (long) words.length * Format.PAGE_BYTES);
        chunks.writeBytes(packed.lines());
        batch.clear();
        empty.add(batch);
    }

    private void put(byte[] bytes, int length) throws IOException {
        AtomicFile.write(file, position, bytes, 0, length);
        position += length;
        if (position - synced >= SYNC_BYTES) {
            SecondThread.await(sync); // its failure is told once, and the last sync would not hear of it
            synced = position;
            sync = storing.start(() -> {
                file.sync();
                return null;
            });
        }
    }

    @Override
    public void close() {
        packing.close();
        storing.close();
    }
}
