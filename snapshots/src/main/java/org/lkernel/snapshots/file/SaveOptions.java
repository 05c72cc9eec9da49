package org.lkernel.snapshots.file;

import org.jspecify.annotations.Nullable;

/// How a snapshot is to be saved.
///
/// @param compression level of Zstandard, 1 (fast) to 19 (small); 0 for none
/// @param key to sign with, null to leave it unsigned
/// @param layer the host's file system, but for tests
/// @param progress is told of the bytes of pages, on the caller's thread
public record SaveOptions(int compression, @Nullable SigningKey key, FileLayer layer, Progress progress) {
    public static final SaveOptions DEFAULT = new SaveOptions(0, null, FileLayer.HOST, Progress.UNSEEN);

    public SaveOptions {
        if (compression < 0 || compression > 19) {
            throw new IllegalArgumentException("no level of compression: " + compression);
        }
    }

    public SaveOptions withCompression(int level) {
        return new SaveOptions(level, key, layer, progress);
    }

    public SaveOptions withKey(@Nullable SigningKey other) {
        return new SaveOptions(compression, other, layer, progress);
    }

    public SaveOptions withLayer(FileLayer other) {
        return new SaveOptions(compression, key, other, progress);
    }

    public SaveOptions withProgress(Progress other) {
        return new SaveOptions(compression, key, layer, other);
    }
}
