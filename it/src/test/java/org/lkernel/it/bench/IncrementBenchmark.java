package org.lkernel.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lkernel.actors.MachineImage;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.snapshots.Series;
import org.lkernel.snapshots.file.Ancestor;
import org.lkernel.snapshots.file.SaveOptions;

/// What an increment holds and takes: a shell whose machine has a file of 256 MiB in memory, and writes over the first
/// so many pages of it between two snapshots.
public final class IncrementBenchmark {
    private static final int[] PAGES = {0, 0, 16, 256, 4_096, 16_384, 16, 256, 4_096, 16_384};

    private IncrementBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory(Path.of(""), "increment-benchmark");
        try (Computer shell = Computer.builder().memory(1 << 30).terminal().boot("/bin/sh");
                Series series = new Series()) {
            shell.type("head -c 268435456 /dev/urandom > /tmp/big\n");
            shell.run();
            save(shell, series, directory.resolve("whole"), "everything");
            for (int number = 0; number < PAGES.length; number++) {
                shell.type("dd if=/dev/urandom of=/tmp/big bs=4096 count=" + PAGES[number]
                        + " conv=notrunc 2>/dev/null\n");
                shell.run();
                save(shell, series, directory.resolve("increment" + number), "a dd of " + PAGES[number] + " pages");
            }
        } finally {
            for (Path file : Files.list(directory).toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }

    private static void save(Computer shell, Series series, Path file, String what) {
        long start = System.nanoTime();
        try (MachineImage image = shell.machine().save()) {
            series.save(image, "{}", file, SaveOptions.DEFAULT);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        Ancestor saved = series.lineage().getFirst();
        System.out.printf(
                "%-22s %6d pages stored, %9.1f KiB, %7.1f ms%n", what, saved.pages(), saved.bytes() / 1024.0, millis);
    }
}
