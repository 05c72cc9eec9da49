package org.lkernel.snapshots.file;

/// How a snapshot is to be saved.
///
/// @param layer the host's file system, but for tests
public record SaveOptions(FileLayer layer) {
    public static final SaveOptions DEFAULT = new SaveOptions(FileLayer.HOST);

    public SaveOptions withLayer(FileLayer other) {
        return new SaveOptions(other);
    }
}
