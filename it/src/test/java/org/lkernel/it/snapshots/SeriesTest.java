package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.snapshots.Series;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.SnapshotFile;
import org.lkernel.snapshots.file.StoredPages;

/// Snapshots of one machine in a row hold each page as often as it changed.
final class SeriesTest {
    private static final String[] WORDS = {"/bin/sh", "-c", "for i in 1 2 3 4 5 6; do seq 1 40 | wc -l; done"};
    private static final int SNAPSHOTS = 6;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void anIncrementHoldsWhatChangedAndGoesOnAsTheWhole() throws IOException {
        Guest.Setup setup = Guest.setup().seed(3);
        Guest.Result straight = setup.run(WORDS);
        try (Guest guest = setup.boot(WORDS);
                Series series = new Series()) {
            for (int number = 0; number < SNAPSHOTS; number++) {
                guest.machine().run(straight.steps() / (SNAPSHOTS + 1));
                save(guest, series, number);
            }
        }
        assertTrue(Files.size(file(SNAPSHOTS - 1)) < Files.size(file(0)), "an increment is smaller than the whole");
        for (int number = 0; number < SNAPSHOTS; number++) {
            assertEquals(straight.digest(), resumed(setup, file(number)), "snapshot " + number);
        }
        Path compacted = directory.resolve("compacted");
        try (SnapshotFile last = SnapshotFile.open(file(SNAPSHOTS - 1), OpenOptions.DEFAULT)) {
            last.compact(compacted, SaveOptions.DEFAULT);
        }
        assertEquals(straight.digest(), resumed(setup, compacted));
    }

    @Test
    void nothingChangedIsNearlyNothingSaved() throws IOException {
        try (Guest guest = Guest.setup().boot(WORDS);
                Series series = new Series()) {
            guest.machine().run(2_000);
            save(guest, series, 0);
            save(guest, series, 1);
        }
        try (SnapshotFile first = SnapshotFile.open(file(0), OpenOptions.DEFAULT)) {
            StoredPages pages = first.pages();
            long content = IntStream.of(pages.frames())
                    .filter(frame -> !pages.isZero(frame))
                    .count();
            assertTrue(Files.size(file(1)) <= Files.size(file(0)) - content * Raw.PAGE_SIZE, content + " pages");
        }
    }

    private void save(Guest guest, Series series, int number) {
        try (MachineImage image = guest.machine().save()) {
            series.save(image, "{}", file(number), SaveOptions.DEFAULT);
        }
    }

    private Path file(int number) {
        return directory.resolve("snapshot-" + number);
    }

    private static String resumed(Guest.Setup setup, Path file) {
        try (Guest guest = setup.boot("/bin/true")) {
            Saved.load(guest, file);
            guest.machine().run();
            return guest.machine().fullDigest();
        }
    }
}
