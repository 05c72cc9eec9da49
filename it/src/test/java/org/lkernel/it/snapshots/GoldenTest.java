package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.codec.Listing;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;

/// A machine that was saved with any listing there ever was still goes on.
///
/// With every listing goes a file that was written with it, a machine that stands in the middle of [#SCRIPT], and how
/// many of its rows that were. `mvn -pl it -am test -Dtest=GoldenTest -Dgolden.write` makes those of the newest: once,
/// when a listing is begun. Types that come in addition need none.
final class GoldenTest {
    private static final Path GOLDEN = Path.of("golden");
    private static final String SCRIPT = "double() { echo $(($1 * 2)); }; trap 'echo trapped' USR1; note=kept; "
            + "(read line; echo from the pipe: $line) < /etc/passwd & (sleep 5; echo slept) & threads > /tmp/threads & "
            + "seq 1 200 | while read n; do test $n = 150 && double $n; done; kill -USR1 $$; wait; "
            + "echo $note; tail -n 1 /tmp/threads; exit 7";
    private static final long STEP = 2_500;

    static IntStream versions() {
        return IntStream.rangeClosed(1, Listing.CURRENT);
    }

    private static Guest.Setup setup() {
        return Guest.setup().seed(1).harts(2).memory(64 << 20);
    }

    static Path golden(int version, String ending) {
        return GOLDEN.resolve("listing-" + version + ending);
    }

    @Test
    void theNewestFileCanBeMadeInTheMiddleOfTheScript() throws IOException {
        try (Guest guest = setup().boot("/bin/sh", "-c", SCRIPT)) {
            guest.machine().run(STEP);
            String before = guest.text();
            assertEquals(-1, guest.result().status());
            boolean writing = System.getProperty("golden.write") != null;
            if (writing) {
                try (MachineImage image = guest.machine().save()) {
                    Snapshot.save(image, "{}", golden(Listing.CURRENT, ".lks"), SaveOptions.DEFAULT);
                }
            }
            guest.machine().run();
            assertEquals(7, guest.result().status());
            if (writing) {
                Files.writeString(golden(Listing.CURRENT, ".out"), guest.text().substring(before.length()));
                Listing newest = Listing.of(Listing.CURRENT);
                FrozenRows.first(newest.rows().size(), newest).write(golden(Listing.CURRENT, ".rows"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anOlderMachineGoesOn(int version) throws IOException {
        String rest = Files.readString(golden(version, ".out"));
        try (Guest guest = setup().boot("/bin/true");
                Snapshot snapshot = Snapshot.open(golden(version, ".lks"), OpenOptions.DEFAULT);
                MachineImage image = snapshot.image()) {
            guest.machine().load(image);
            guest.machine().run();
            assertEquals(rest, guest.text());
            assertEquals(7, guest.result().status());
        }
    }
}
