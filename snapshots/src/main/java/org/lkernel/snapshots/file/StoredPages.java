package org.lkernel.snapshots.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pages of an open snapshot, read as they are asked for.
///
/// The first touch of a page reads the 64 KiB chunk it lies in and checks its hash; the last chunks read are kept, so
/// that neighbours cost a copy. Any thread may ask.
public final class StoredPages implements Pages {
    private static final int KEPT_CHUNKS = 64;

    private final List<GenerationFile> files;
    private final PageMap map;
    private final Map<Long, byte[]> kept = new LinkedHashMap<>(2 * KEPT_CHUNKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT_CHUNKS;
        }
    };

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

    /// Whether a frame is all zero, which is known without reading it.
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

    private synchronized byte[] chunk(int file, int chunk) {
        return kept.computeIfAbsent((long) file << Integer.SIZE | chunk, _ -> read(files.get(file), chunk));
    }

    private static byte[] read(GenerationFile file, int chunk) {
        byte[] bytes = new byte[file.chunkLength(chunk)];
        file.readChunk(chunk, bytes, 0);
        file.checkChunk(chunk, bytes, 0);
        return bytes;
    }

    private int place(int frame) {
        int place = map.find(frame);
        if (place < 0) {
            throw new IllegalArgumentException("no frame " + frame);
        }
        return place;
    }
}
