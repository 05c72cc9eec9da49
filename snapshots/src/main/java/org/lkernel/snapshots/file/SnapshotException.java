package org.lkernel.snapshots.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why a snapshot cannot be read or written: one line that names the file, what was expected and what was found.
public final class SnapshotException extends RuntimeException {

    public SnapshotException(Path file, String problem) {
        this(file, problem, null);
    }

    private SnapshotException(Path file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }

    static SnapshotException mismatch(Path file, String what, Object expected, Object found) {
        return new SnapshotException(file, what + ": expected " + expected + ", found " + found);
    }

    static SnapshotException truncated(Path file, long expectedBytes, long foundBytes) {
        return mismatch(file, "truncated", expectedBytes + " bytes", foundBytes);
    }

    /// The host refused, while the file was to be read or written as `action` says.
    static SnapshotException host(Path file, String action, IOException failure) {
        return new SnapshotException(file, "cannot " + action + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "no such file or directory";
            case FileNotFoundException missing -> "no such file or directory";
            case AccessDeniedException denied -> "permission denied";
            case NotDirectoryException file -> "not a directory";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            case IOException silent -> silent.getClass().getSimpleName();
        };
    }
}
