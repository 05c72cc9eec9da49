package org.lkernel.it.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.Pages;
import org.lkernel.snapshots.file.Progress;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.SnapshotContent;
import org.lkernel.snapshots.file.SnapshotFile;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The snapshot file of a machine of 256 MiB, all pages in use, beside the host's own writing of the same bytes.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
@Fork(1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by the set-up
public class SnapshotBenchmark {
    private static final int PAGE = 4096;
    private static final int FRAMES = 1 << 16;
    private static final int WRITE = 1 << 20;

    private MemorySegment memory;
    private SnapshotContent content;
    private Path directory;
    private Path raw;
    private Path snapshot;

    /// The time of each over all iterations, in which they take turns: a save's speed is the first by the second.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        public double rawMillis;
        public double saveMillis;
    }

    @Setup
    public void fill() throws IOException {
        memory = Arena.global().allocate((long) FRAMES * PAGE, PAGE);
        SplittableRandom random = new SplittableRandom(1);
        for (long at = 0; at < memory.byteSize(); at += Long.BYTES) {
            memory.set(ValueLayout.JAVA_LONG, at, random.nextLong());
        }
        content = new SnapshotContent("benchmark", List.of(), new Frames(memory));
        directory = Files.createTempDirectory(Path.of(""), "snapshot-benchmark");
        raw = directory.resolve("raw");
        snapshot = directory.resolve("snapshot");
        SnapshotFile.save(snapshot, content, SaveOptions.DEFAULT);
    }

    /// Frames that follow one another in memory.
    private record Frames(MemorySegment memory) implements Pages {
        @Override
        public int[] frames() {
            return IntStream.range(0, FRAMES).toArray();
        }

        @Override
        public void copy(int frame, byte[] target, int offset) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, (long) frame * PAGE, target, offset, PAGE);
        }
    }

    @Benchmark
    public void saveBesideRawWrite(Beside beside) throws IOException {
        Files.deleteIfExists(raw);
        Files.deleteIfExists(snapshot);
        long start = System.nanoTime();
        writeRaw();
        long between = System.nanoTime();
        SnapshotFile.save(snapshot, content, SaveOptions.DEFAULT);
        long end = System.nanoTime();
        beside.rawMillis = (between - start) / 1e6;
        beside.saveMillis = (end - between) / 1e6;
    }

    private void writeRaw() throws IOException {
        try (FileChannel channel = FileChannel.open(raw, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < memory.byteSize(); at += WRITE) {
                ByteBuffer bytes = memory.asSlice(at, WRITE).asByteBuffer();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    /// To the first page of a file that is otherwise left alone.
    @Benchmark
    public byte openAndTouchOnePage() {
        byte[] page = new byte[PAGE];
        try (SnapshotFile file = SnapshotFile.open(snapshot, OpenOptions.DEFAULT)) {
            file.pages().copy(FRAMES / 2, page, 0);
        }
        return page[0];
    }

    @Benchmark
    public long readAll() {
        long[] sum = {0};
        try (SnapshotFile file = SnapshotFile.open(snapshot, OpenOptions.DEFAULT)) {
            file.pages().readAll((_, bytes, offset) -> sum[0] += bytes[offset]);
        }
        return sum[0];
    }

    @Benchmark
    public void verify() {
        try (SnapshotFile file = SnapshotFile.open(snapshot, OpenOptions.DEFAULT)) {
            file.verify(Progress.UNSEEN);
        }
    }

    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(raw);
        Files.deleteIfExists(snapshot);
        Files.delete(directory);
    }
}
