package org.lkernel.snapshots.file;

import java.util.BitSet;
import java.util.List;

/// Reads every byte of a snapshot and its ancestors, whether or not a restored machine would touch it.
final class Verification {
    private final List<GenerationFile> files;
    private final Progress progress;
    private final long total;
    private long done;

    Verification(List<GenerationFile> files, Progress progress) {
        this.files = files;
        this.progress = progress;
        this.total = files.stream().mapToLong(GenerationFile::bytes).sum();
    }

    void run() {
        PageMap.of(files);
        files.forEach(this::verify);
    }

    private void verify(GenerationFile file) {
        advance(file.header().bytes());
        List<Entry> entries = file.header().entries();
        for (Entry entry : entries.subList(1, entries.size())) {
            file.section(entry);
            advance(entry.storedLength());
        }
        ChunkTable chunks = file.chunks();
        BitSet all = new BitSet();
        all.set(0, chunks.size());
        try (ChunkSweep sweep = new ChunkSweep(file, (chunk, _, _) -> advance(chunks.storedLength(chunk)))) {
            sweep.over(all);
        }
    }

    private void advance(long bytes) {
        done += bytes;
        progress.at(done, total);
    }
}
