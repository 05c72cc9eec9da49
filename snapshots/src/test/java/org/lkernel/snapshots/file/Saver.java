package org.lkernel.snapshots.file;

import java.nio.file.Path;

/// A program that saves a snapshot and says so: one to be killed.
final class Saver {
    static final String DONE = "saved";

    private Saver() {}

    static SnapshotContent content() {
        return Samples.content(Samples.memory(100));
    }

    public static void main(String[] arguments) {
        SnapshotFile.save(Path.of(arguments[0]), content(), SaveOptions.DEFAULT);
        System.out.println(DONE);
    }
}
