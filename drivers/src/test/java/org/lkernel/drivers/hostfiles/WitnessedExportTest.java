package org.lkernel.drivers.hostfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.device.HostEntry;

class WitnessedExportTest {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);
    private static final FileTime LATER = FileTime.fromMillis(1_000_000_001_000L);
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void fill() throws IOException {
        write(root, "abc", THEN);
    }

    private static void write(Path directory, String content, FileTime time) throws IOException {
        Files.writeString(directory.resolve("file"), content);
        Files.setLastModifiedTime(directory.resolve("file"), time);
    }

    private static WitnessedExport export(Path directory) {
        return new WitnessedExport(new DirectoryExport(directory));
    }

    private static Bytes read(WitnessedExport export, HostEntry known) {
        return export.read(List.of(Bytes.utf8("file")), 0, 4096, known.size(), known.modifiedNanos());
    }

    private HostEntry known() {
        return export(root).look(List.of(), Bytes.utf8("file"));
    }

    private List<HostFile> manifest() {
        WitnessedExport export = export(root);
        assertEquals(Bytes.utf8("abc"), read(export, known()));
        return export.manifest(bytes -> {});
    }

    @Test
    void itKnowsWhatTheGuestHasReadAndNothingElse() throws IOException {
        Files.writeString(root.resolve("other"), "never looked into");
        HostFile seen = manifest().getFirst();
        assertEquals(List.of(seen), manifest());
        assertEquals("file", seen.shown());
        assertEquals(SHA_256_OF_ABC, seen.sha256());
    }

    @Test
    void theSameSizeAndTimeAreTheSameFile() {
        assertEquals(List.of(), export(root).recall(manifest(), bytes -> {}));
    }

    @Test
    void aCopyAtAnotherTimeIsTheSameFileAndIsGivenUnderTheTimeTheGuestKnows() throws IOException {
        write(elsewhere, "abc", LATER);
        WitnessedExport copy = export(elsewhere);
        assertNull(read(copy, known()), "a time that nobody has checked is a change");
        assertEquals(List.of(), copy.recall(manifest(), bytes -> {}));
        assertEquals(Bytes.utf8("abc"), read(copy, known()));
        write(elsewhere, "abd", THEN);
        assertNull(read(copy, known()), "it was changed after it was checked");
    }

    @Test
    void anotherContentIsADifferenceThatNamesBoth() throws IOException {
        write(elsewhere, "abd", LATER);
        WitnessedExport.Difference difference =
                export(elsewhere).recall(manifest(), bytes -> {}).getFirst();
        assertEquals("file", difference.expected().shown());
        assertTrue(difference.found().startsWith("SHA-256 a52d159f"), difference.found());
    }

    @Test
    void anotherSizeAndAMissingFileAreDifferences() throws IOException {
        write(elsewhere, "abcd", THEN);
        assertEquals(
                "4 bytes",
                export(elsewhere).recall(manifest(), bytes -> {}).getFirst().found());
        Files.delete(elsewhere.resolve("file"));
        assertEquals(
                "no such file",
                export(elsewhere).recall(manifest(), bytes -> {}).getFirst().found());
        Files.createDirectory(elsewhere.resolve("file"));
        assertEquals(
                "no regular file",
                export(elsewhere).recall(manifest(), bytes -> {}).getFirst().found());
    }

    @Test
    void aFileThatChangedBeforeItWasHashedCanOnlyBeKnownByItsTime() throws IOException {
        WitnessedExport export = export(root);
        read(export, known());
        HostEntry then = known();
        write(root, "abd", LATER);
        HostFile seen = export.manifest(bytes -> {}).getFirst();
        assertNull(seen.sha256());
        assertEquals(then.modifiedNanos(), seen.modifiedNanos());
        assertEquals(1, export(root).recall(List.of(seen), bytes -> {}).size());
    }

    @Test
    void whatWasSeenBeforeIsStillKnownAfterTheNextSnapshot() {
        WitnessedExport resumed = export(root);
        resumed.recall(manifest(), bytes -> {});
        assertEquals(manifest(), resumed.manifest(bytes -> {}));
    }
}
