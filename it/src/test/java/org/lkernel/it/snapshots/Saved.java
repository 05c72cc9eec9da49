package org.lkernel.it.snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lkernel.actors.MachineImage;
import org.lkernel.it.machine.Guest;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;

/// Guests to files and back.
final class Saved {
    private Saved() {}

    static void save(Guest guest, Path file) {
        try (MachineImage image = guest.machine().save()) {
            Snapshot.save(image, "{}", file, SaveOptions.DEFAULT);
        }
    }

    /// Saves the guest; what the file holds.
    static byte[] bytes(Guest guest, Path file) throws IOException {
        save(guest, file);
        return Files.readAllBytes(file);
    }

    static void load(Guest guest, Path file) {
        try (Snapshot snapshot = Snapshot.open(file, OpenOptions.DEFAULT);
                MachineImage image = snapshot.image()) {
            guest.machine().load(image);
        }
    }
}
