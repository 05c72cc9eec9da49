package org.lkernel.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;
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

/// From a file to the first instruction of a machine that has some 256 MiB in use: lazily, its pages checked as
/// they are touched, and wholly, every page read and checked before.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 10)
@Fork(1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by the set-up
public class ResumeBenchmark {
    private static final long INSTRUCTIONS = 5_000_000_000L;

    private Path file;
    private Guest guest;

    @Setup
    public void save() throws IOException {
        file = Files.createTempFile("resume", ".lks");
        Guest.Setup setup = Guest.setup().memory(1 << 30);
        try (Guest hog = setup.boot("/bin/memhog", "256")) {
            hog.machine().run(() -> hog.text().contains("256 MiB"), INSTRUCTIONS);
            try (MachineImage image = hog.machine().save()) {
                Snapshot.save(image, "{}", file, SaveOptions.DEFAULT);
            }
        }
        System.out.printf("%d MiB in the file%n", Files.size(file) >> 20);
        guest = setup.boot("/bin/true");
    }

    @TearDown
    public void remove() throws IOException {
        guest.close();
        Files.delete(file);
    }

    @Benchmark
    public long lazy() {
        return resumed(false);
    }

    @Benchmark
    public long whole() {
        return resumed(true);
    }

    private long resumed(boolean whole) {
        try (Snapshot snapshot = Snapshot.open(file, OpenOptions.DEFAULT);
                MachineImage image = whole ? snapshot.wholeImage() : snapshot.image()) {
            guest.machine().load(image);
        }
        guest.machine().runUntilInstruction(guest.machine().retired() + 1);
        return guest.machine().retired();
    }
}
