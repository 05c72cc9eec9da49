package org.lkernel.cli.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.lkernel.cli.Complaint;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SnapshotException;

/// How these commands read snapshots and say what they found.
final class Reading {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
