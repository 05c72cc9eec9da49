package org.lkernel.snapshots.file;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pages of an open snapshot, read as they are asked for.
///
/// The first touch of a page reads the 64 KiB chunk it lies in and checks its hash; the last chunks read are kept, so
/// that neighbours cost a copy. Any thread may ask.
public final class StoredPages implements Pages {
    private static final int KEPT_CHUNKS = 64;
    private static final int NOBODY = -1;

    private final List<GenerationFile> files;
    private final PageMap map;
    private final Map<Long, byte[]> kept = new LinkedHashMap<>(2 * KEPT_CHUNKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT_CHUNKS;
        }
    };

    /// Takes a page that is not all zero.
    public interface Sink {
        /// @param bytes the page is the 4096 bytes from `offset` on, and only until this returns
        void take(int frame, byte[] bytes, int offset);
    }

    StoredPages(List<GenerationFile> files) {
        this.files = files;
        this.map = PageMap.of(files);
    }

    @Override
    public int[] frames() {
        return map.frames().clone();
    }

    /// Whether the snapshot has this frame.
    public boolean contains(int frame) {
        return map.find(frame) >= 0;
    }

    /// Whether a frame is known to be all zero without its being read.
    public boolean isZero(int frame) {
        return map.slots()[place(frame)] == PageMap.ZERO;
    }

    /// @throws SnapshotException when the chunk is damaged or cannot be read
    @Override
    public void copy(int frame, byte[] target, int offset) {
        int place = place(frame);
        int slot = map.slots()[place];
        if (slot == PageMap.ZERO) {
            Arrays.fill(target, offset, offset + Format.PAGE_BYTES, (byte) 0);
            return;
        }
        byte[] chunk = chunk(map.files()[place], slot / Format.CHUNK_PAGES);
        System.arraycopy(chunk, slot % Format.CHUNK_PAGES * Format.PAGE_BYTES, target, offset, Format.PAGE_BYTES);
    }

    /// Reads and checks all there is in one go, and hands over every page for which [#isZero] does not hold: the pages
    /// of one file after those of another, those of one file ascending.
    ///
    /// @throws SnapshotException when a chunk is damaged or cannot be read; what came before was right
    public void readAll(Sink sink) {
        for (int i = 0; i < files.size(); i++) {
            readAll(i, sink);
        }
    }

    private void readAll(int file, Sink sink) {
        int[] frames = new int[files.get(file).index().stored()];
        Arrays.fill(frames, NOBODY);
        BitSet wanted = new BitSet();
        for (int place = 0; place < map.size(); place++) {
            int slot = map.slots()[place];
            if (map.files()[place] == file && slot != PageMap.ZERO) {
                frames[slot] = map.frames()[place];
                wanted.set(slot / Format.CHUNK_PAGES);
            }
        }
        try (ChunkSweep sweep = new ChunkSweep(files.get(file), (chunk, bytes, offset) -> {
            int first = chunk * Format.CHUNK_PAGES;
            int count = Math.min(Format.CHUNK_PAGES, frames.length - first);
            for (int i = 0; i < count; i++) {
                if (frames[first + i] != NOBODY) {
                    sink.take(frames[first + i], bytes, offset + i * Format.PAGE_BYTES);
                }
            }
        })) {
            sweep.over(wanted);
        }
    }

    private synchronized byte[] chunk(int file, int chunk) {
        return kept.computeIfAbsent(
                (long) file << Integer.SIZE | chunk, _ -> files.get(file).chunk(chunk));
    }

    private int place(int frame) {
        int place = map.find(frame);
        if (place < 0) {
            throw new IllegalArgumentException("no frame " + frame);
        }
        return place;
    }
}
