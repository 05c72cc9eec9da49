package org.lkernel.snapshots.file;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Reads many chunks of one file in the order in which they lie, and hands each over once it is checked.
///
/// Neighbours are read together, up to 2 MiB at a time. A second thread checks what was read while this one reads on.
final class ChunkSweep implements AutoCloseable {
    private static final int RUNS = 8;

    private final GenerationFile file;
    private final Sink sink;
    private final int runBytes;
    private final SecondThread thread = new SecondThread();
    private final Queue<Run> empty = new ArrayDeque<>();
    private final Queue<Run> full = new ArrayDeque<>();

    /// Takes the pages of a chunk.
    interface Sink {
        void take(int chunk, byte[] bytes, int offset);
    }

    /// Successive chunks on their way from the file.
    private final class Run {
        private final byte[] stored = new byte[runBytes];
        private final byte[] pages = file.isCompressed() ? new byte[runBytes] : stored;
        private FutureTask<Integer> checked = SecondThread.later(() -> 0);
        private int first;
        private int count;

        void read(int firstChunk, int chunks, boolean isLast) {
            first = firstChunk;
            count = chunks;
            file.readChunks(first, count, stored);
            Callable<Integer> unpacking = this::unpack;
            checked = isLast ? SecondThread.later(unpacking) : thread.start(unpacking);
        }

        private int unpack() {
            int from = 0;
            for (int i = 0; i < count; i++) {
                from += file.unpack(first + i, stored, from, pages, i * Format.CHUNK_BYTES);
            }
            return from;
        }

        void handOver() {
            SecondThread.await(checked);
            for (int i = 0; i < count; i++) {
                sink.take(first + i, pages, i * Format.CHUNK_BYTES);
            }
        }
    }

    ChunkSweep(GenerationFile file, Sink sink) {
        this.file = file;
        this.sink = sink;
        this.runBytes = Math.min(Batch.CHUNKS, file.chunks().size()) * Format.CHUNK_BYTES;
    }

    void over(BitSet wanted) {
        int chunk = wanted.nextSetBit(0);
        while (chunk >= 0) {
            int count = Math.min(Batch.CHUNKS, wanted.nextClearBit(chunk) - chunk);
            Run run = next();
            int after = wanted.nextSetBit(chunk + count);
            run.read(chunk, count, after < 0);
            full.add(run);
            chunk = after;
        }
        while (!full.isEmpty()) {
            handOverOldest();
        }
    }

    private Run next() {
        if (full.size() == RUNS) {
            handOverOldest();
        }
        return empty.isEmpty() ? new Run() : empty.remove();
    }

    private void handOverOldest() {
        Run run = full.remove();
        run.handOver();
        empty.add(run);
    }

    @Override
    public void close() {
        thread.close();
    }
}
