package org.lkernel.cli.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lkernel.cli.Complaint;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SnapshotException;

/// How these commands read snapshots, and what they say of those they wrote.
final class Reading {
    private Reading() {}

    /// What is done with an open snapshot.
    @FunctionalInterface
    interface Work<T> {
        T on(Snapshot snapshot);
    }

    static <T> T with(Path file, OpenOptions options, Work<T> work) throws Complaint {
        try (Snapshot snapshot = Snapshot.open(file, options)) {
            return work.on(snapshot);
        } catch (SnapshotException failure) {
            throw new Complaint(125, String.valueOf(failure.getMessage()));
        }
    }

    /// What was written, as `--json` tells it.
    record Written(String file, long bytes) {}

    /// @throws Complaint when it is gone already
    static Written written(Path file) throws Complaint {
        try {
            return new Written(file.toString(), Files.size(file));
        } catch (IOException gone) {
            throw new Complaint(125, file + ": it was written, and is gone again");
        }
    }
}
