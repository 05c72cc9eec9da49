package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compression and signatures change how a snapshot is stored, not what it holds.
class PackingTest {
    private static final SaveOptions COMPRESSED = SaveOptions.DEFAULT.withCompression(3);
    private static final SigningKey KEY = new SigningKey(Samples.bytes(5, 32));
    private static final SigningKey OTHER_KEY = new SigningKey(Samples.bytes(6, 32));

    @TempDir
    Path directory;

    private Path save(SnapshotContent content, SaveOptions options) {
        Path path = directory.resolve("a");
        SnapshotFile.save(path, content, options);
        return path;
    }

    /// Pages and sections of which some can be compressed much, some a little and some not.
    private static SnapshotContent content() {
        Samples.Memory memory = Samples.memory(100);
        for (int frame = 300; frame < 400; frame++) {
            byte[] page = new byte[Format.PAGE_BYTES];
            System.arraycopy(Samples.bytes(frame, 2000), 0, page, frame, 1 + frame % 2000);
            memory.put(frame, page);
        }
        return new SnapshotContent(
                Samples.BUILD,
                List.of(
                        new Section("random", 1, Samples.bytes(1, 5000)),
                        new Section("half", 1, java.util.Arrays.copyOf(Samples.bytes(1, 5000), 10_000)),
                        new Section("sparse", 1, java.util.Arrays.copyOf(Samples.bytes(2, 50_000), 1_000_000))),
                memory);
    }

    private static void assertHolds(SnapshotContent content, SnapshotFile file) {
        for (Section section : content.sections()) {
            assertArrayEquals(section.content(), file.section(section.name()).content());
        }
        assertTrue(((Samples.Memory) content.pages()).holds(file.pages()));
        file.verify(Progress.UNSEEN);
    }

    @Test
    void aCompressedSnapshotHoldsTheSameInLessRoom() throws IOException {
        long plain = Files.size(save(content(), SaveOptions.DEFAULT));
        Path path = save(content(), COMPRESSED);
        assertTrue(Files.size(path) < plain - 1_300_000, () -> "plain " + plain);
        try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT)) {
            assertHolds(content(), file);
        }
    }

    @Test
    void incrementsAndTheirParentsNeedNotBePackedAlike() {
        Path base = save(content(), COMPRESSED);
        Path next = directory.resolve("next");
        Samples.Memory memory =
                ((Samples.Memory) content().pages()).put(301, Samples.page(301)).remove(302);
        SnapshotContent changed = new SnapshotContent(Samples.BUILD, content().sections(), memory);
        try (SnapshotFile parent = SnapshotFile.open(base, OpenOptions.DEFAULT)) {
            SnapshotFile.save(next, changed.since(new Increment(parent, new int[] {301})), SaveOptions.DEFAULT);
        }
        try (SnapshotFile file = SnapshotFile.open(next, OpenOptions.DEFAULT)) {
            assertHolds(changed, file);
        }
    }

    @Test
    void compressedFilesCompactToWhatWouldHaveBeenSavedPlain() throws IOException {
        Path plain = directory.resolve("plain");
        try (SnapshotFile file = SnapshotFile.open(save(content(), COMPRESSED), OpenOptions.DEFAULT)) {
            file.compact(plain, SaveOptions.DEFAULT);
        }
        assertEquals(-1, Files.mismatch(plain, save(content(), SaveOptions.DEFAULT)));
    }

    private static String refusal(Path path, OpenOptions options) {
        return assertThrows(
                        SnapshotException.class,
                        () -> SnapshotFile.open(path, options).close())
                .getMessage();
    }

    @Test
    void aSignedSnapshotOpensWithItsKeyAlone() {
        Path path = save(content(), SaveOptions.DEFAULT.withKey(KEY));
        try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT.withKey(KEY))) {
            assertHolds(content(), file);
        }
        assertEquals(
                path + ": signed: expected the key to check it with, found no key", refusal(path, OpenOptions.DEFAULT));
        assertEquals(
                path
                        + ": wrong signature: expected one by the key given, found one by another key, or of a changed file",
                refusal(path, OpenOptions.DEFAULT.withKey(OTHER_KEY)));
    }

    @Test
    void anUnsignedSnapshotIsRefusedWhereASignatureIsExpected() {
        Path path = save(content(), SaveOptions.DEFAULT);
        assertEquals(
                path + ": not signed: expected a signature by the key given, found none",
                refusal(path, OpenOptions.DEFAULT.withKey(KEY)));
    }

    @Test
    void aSignedChildVouchesForItsParent() {
        Path base = save(content(), SaveOptions.DEFAULT);
        Path next = directory.resolve("next");
        try (SnapshotFile parent = SnapshotFile.open(base, OpenOptions.DEFAULT)) {
            SnapshotFile.save(
                    next, content().since(new Increment(parent, new int[0])), SaveOptions.DEFAULT.withKey(KEY));
        }
        try (SnapshotFile file = SnapshotFile.open(next, OpenOptions.DEFAULT.withKey(KEY))) {
            assertHolds(content(), file);
        }
    }

    @Test
    void aKeyFileMustHoldASecret() throws IOException {
        Path path = directory.resolve("key");
        assertEquals(
                path + ": cannot read the key: no such file or directory",
                assertThrows(SnapshotException.class, () -> SigningKey.read(path))
                        .getMessage());
        Files.write(path, new byte[31]);
        assertEquals(
                path + ": key file: expected 32 to 65536 bytes, found 31",
                assertThrows(SnapshotException.class, () -> SigningKey.read(path))
                        .getMessage());
        Files.write(path, Samples.bytes(5, 32));
        Path snapshot = save(content(), SaveOptions.DEFAULT.withKey(KEY));
        SnapshotFile.open(snapshot, OpenOptions.DEFAULT.withKey(SigningKey.read(path)))
                .close();
    }
}
