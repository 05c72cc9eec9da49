package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;

/// A machine that goes through a file, anywhere, is the machine it was.
final class RoundTripTest {
    private static final String[] PROGRAMS = {
        "f() { for i in 1 2 3; do echo $1$i; done; }; f a | sort -r & f b | cat; wait; echo $?",
        "threads >/dev/null; echo $?; cowtest | tail -n 1",
        "trap 'echo got' USR1; kill -USR1 $$; (sleep 1; echo late) & x=$(seq 1 50 | wc -l); wait; echo $x",
        "futextest | tail -n 1; sigtest | tail -n 1; forktest | tail -n 1",
        "messagetest | tail -n 1",
    };

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest(name = "program {0}, seed {1}, {2} harts, {3} points")
    @CsvSource({"0, 1, 1, 20", "0, 2, 2, 20", "1, 3, 2, 20", "2, 4, 1, 20", "3, 5, 2, 20", "4, 6, 1, 30"})
    void aMachineFromAFileRunsOnAsTheOneThatWasSaved(int program, long seed, int harts, int points) throws IOException {
        String[] words = {"/bin/sh", "-c", PROGRAMS[program]};
        Guest.Setup setup = Guest.setup().seed(seed).harts(harts);
        Guest.Result straight = setup.run(words);
        Random random = new Random(seed);
        for (int point = 0; point < points; point++) {
            String where = "program %d, seed %d, point %d".formatted(program, seed, point);
            try (Guest before = setup.boot(words);
                    Guest after = setup.boot("/bin/true")) {
                goSomewhere(before, straight, random);
                Path file = save(before, "once");
                load(after, file);
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(save(after, "again")), where);
                after.machine().run();
                Guest.Result rest = after.result();
                assertEquals(straight.digest(), rest.digest(), where);
                assertArrayEquals(straight.out(), joined(before.result().out(), rest.out()), where);
            }
        }
    }

    private static void goSomewhere(Guest guest, Guest.Result straight, Random random) {
        if (random.nextBoolean()) {
            guest.machine().run(1 + random.nextInt((int) straight.steps()));
        } else {
            guest.machine().runUntilInstruction(1 + random.nextInt((int) straight.retired()));
        }
    }

    private Path save(Guest guest, String name) {
        Path file = directory.resolve(name);
        try (MachineImage image = guest.machine().save()) {
            Snapshot.save(image, "{}", file, SaveOptions.DEFAULT);
        }
        return file;
    }

    private static void load(Guest guest, Path file) {
        try (Snapshot snapshot = Snapshot.open(file, OpenOptions.DEFAULT);
                MachineImage image = snapshot.image()) {
            guest.machine().load(image);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
