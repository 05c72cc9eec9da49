package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of format 1 that were made once and are read ever after: a full one, an increment to it, a compressed one
/// that is signed.
class GoldenFileTest {
    private static final List<String> NAMES = List.of("format-1", "format-1-next", "format-1-packed");
    private static final SigningKey KEY = new SigningKey(Samples.bytes(1, 32));

    @TempDir
    Path directory;

    private static Samples.Memory memory() {
        return new Samples.Memory()
                .put(1, Samples.page(1))
                .put(5, new byte[Format.PAGE_BYTES])
                .put(9, sparse());
    }

    private static byte[] sparse() {
        byte[] page = new byte[Format.PAGE_BYTES];
        page[100] = 1;
        return page;
    }

    private static Samples.Memory next() {
        return memory().put(1, sparse()).remove(5).put(12, Samples.page(12));
    }

    /// How they were made, in a directory of the caller's.
    static void make(Path directory) {
        SnapshotContent full = Samples.content(memory());
        SnapshotFile.save(directory.resolve(NAMES.get(0)), full, SaveOptions.DEFAULT);
        try (SnapshotFile parent = SnapshotFile.open(directory.resolve(NAMES.get(0)), OpenOptions.DEFAULT)) {
            SnapshotFile.save(
                    directory.resolve(NAMES.get(1)),
                    Samples.content(next()).since(new Increment(parent, new int[] {1})),
                    SaveOptions.DEFAULT);
        }
        SnapshotFile.save(
                directory.resolve(NAMES.get(2)),
                full,
                SaveOptions.DEFAULT.withCompression(3).withKey(KEY));
    }

    private void copy() throws IOException {
        for (String name : NAMES) {
            try (InputStream golden = GoldenFileTest.class.getResourceAsStream(name)) {
                assertNotNull(golden, name);
                Files.copy(golden, directory.resolve(name));
            }
        }
    }

    private void assertHolds(String name, OpenOptions options, Samples.Memory memory) {
        try (SnapshotFile file = SnapshotFile.open(directory.resolve(name), options)) {
            file.verify(Progress.UNSEEN);
            assertTrue(memory.holds(file.pages()), name);
            for (Section section : Samples.sections()) {
                assertEquals(
                        section.schemaVersion(), file.section(section.name()).schemaVersion());
                assertArrayEquals(
                        section.content(), file.section(section.name()).content());
            }
        }
    }

    @Test
    void theFirstFormatIsRead() throws IOException {
        copy();
        assertHolds(NAMES.get(0), OpenOptions.DEFAULT, memory());
        assertHolds(NAMES.get(1), OpenOptions.DEFAULT, next());
        assertHolds(NAMES.get(2), OpenOptions.DEFAULT.withKey(KEY), memory());
    }

    /// What is compressed may differ, with the version of the library.
    @Test
    void theFirstFormatIsWritten() throws IOException {
        copy();
        Path made = Files.createDirectory(directory.resolve("made"));
        make(made);
        for (String name : NAMES.subList(0, 2)) {
            assertEquals(-1, Files.mismatch(directory.resolve(name), made.resolve(name)), name);
        }
    }
}
