package org.lkernel.cli.snapshot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.Complaint;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.SigningKey;
import org.lkernel.snapshots.file.SnapshotException;
import picocli.CommandLine.Option;

/// The options of every command that reads or writes snapshot files.
public final class FileOptions {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Snapshots are signed with the key in FILE (HMAC-SHA256, 32 bytes at least), and must be.")
    private @Nullable Path key;

    private @Nullable SigningKey read() throws Complaint {
        try {
            return key == null ? null : SigningKey.read(key);
        } catch (SnapshotException failure) {
            throw new Complaint(125, String.valueOf(failure.getMessage()));
        }
    }

    public OpenOptions opening() throws Complaint {
        return OpenOptions.DEFAULT.withKey(read());
    }

    public SaveOptions saving() throws Complaint {
        return SaveOptions.DEFAULT.withKey(read());
    }
}
