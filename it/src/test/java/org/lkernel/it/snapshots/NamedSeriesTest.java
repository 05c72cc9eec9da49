package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.snapshots.NamedSeries;
import org.lkernel.snapshots.file.Ancestor;
import org.lkernel.snapshots.file.FileLayer;
import org.lkernel.snapshots.file.SaveOptions;

/// Increments under one name: it can be resumed after each, and together they never take much more than the machine.
final class NamedSeriesTest {
    private static final String[] WORDS = {"/bin/sh", "-c", "for i in 1 2 3 4 5 6; do seq 1 60 | sort | wc -l; done"};
    private static final int SNAPSHOTS = 24;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theNameIsAlwaysTheNewestAndTheFilesStayBounded() throws IOException {
        Guest.Setup setup = Guest.setup().seed(5);
        Guest.Result straight = setup.run(WORDS);
        Path name = directory.resolve("work");
        boolean begunAgain = false;
        try (Guest guest = setup.boot(WORDS);
                NamedSeries series = new NamedSeries(name, FileLayer.HOST)) {
            int before = 0;
            for (int number = 0; number < SNAPSHOTS; number++) {
                guest.machine().run(straight.steps() / (SNAPSHOTS + 1));
                try (MachineImage image = guest.machine().save()) {
                    series.save(image, "{}", SaveOptions.DEFAULT);
                }
                List<Ancestor> lineage = series.lineage();
                assertEquals(lineage.size() + 1, count(), "nothing but what the name needs, and the name");
                assertTrue(
                        lineage.stream().skip(1).mapToLong(Ancestor::bytes).sum()
                                <= 2 * lineage.getLast().bytes(),
                        () -> lineage.toString());
                begunAgain |= lineage.size() < before;
                before = lineage.size();
                if (number % 4 == 3) {
                    assertEquals(straight.digest(), resumed(setup, name), "snapshot " + number);
                }
            }
        }
        assertTrue(begunAgain, "a whole one in between");
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static String resumed(Guest.Setup setup, Path file) {
        try (Guest guest = setup.boot("/bin/true")) {
            Saved.load(guest, file);
            guest.machine().run();
            return guest.machine().fullDigest();
        }
    }
}
