package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was saved is what is read.
class RoundTripTest {
    @TempDir
    Path directory;

    private Path save(String name, SnapshotContent content) {
        Path path = directory.resolve(name);
        SnapshotFile.save(path, content, SaveOptions.DEFAULT);
        return path;
    }

    private static SnapshotFile open(Path path) {
        return SnapshotFile.open(path, OpenOptions.DEFAULT);
    }

    @Test
    void sectionsComeBackInOrderWithTheirVersions() {
        try (SnapshotFile file = open(save("a", Samples.content(new Samples.Memory())))) {
            assertEquals(List.of("tasks", "host", "nothing"), file.sections());
            for (Section saved : Samples.sections()) {
                Section read = file.section(saved.name());
                assertEquals(saved.schemaVersion(), read.schemaVersion());
                assertArrayEquals(saved.content(), read.content());
            }
            assertEquals(Samples.BUILD, file.kernelBuild());
        }
    }

    @Test
    void pagesComeBackInAnyNumber() {
        for (int frames : new int[] {0, 1, 2, 3, 16, 17, 255, 256, 257, 1500}) {
            Samples.Memory memory = Samples.memory(frames);
            try (SnapshotFile file = open(save("pages" + frames, Samples.content(memory)))) {
                assertTrue(memory.holds(file.pages()), () -> frames + " frames");
            }
        }
    }

    @Test
    void zeroPagesTakeNoRoom() throws IOException {
        Samples.Memory memory = new Samples.Memory();
        for (int frame = 0; frame < 1000; frame++) {
            memory.put(frame, new byte[Format.PAGE_BYTES]);
        }
        Path path = save("zeros", Samples.content(memory));
        assertTrue(Files.size(path) < 3 * Format.PAGE_BYTES + 1000 * Integer.BYTES);
        try (SnapshotFile file = open(path)) {
            assertTrue(file.pages().isZero(999));
            assertTrue(memory.holds(file.pages()));
        }
    }

    @Test
    void aFrameThatWasNotSavedIsNotThere() {
        try (SnapshotFile file = open(save("a", Samples.content(Samples.memory(10))))) {
            assertFalse(file.pages().contains(1));
            assertThrows(IllegalArgumentException.class, () -> file.pages().copy(1, new byte[Format.PAGE_BYTES], 0));
        }
    }

    @Test
    void theSameContentGivesTheSameBytesAndOtherContentAnotherGeneration() throws IOException {
        Path first = save("first", Samples.content(Samples.memory(300)));
        Path again = save("again", Samples.content(Samples.memory(300)));
        Path other = save("other", Samples.content(Samples.memory(300).put(4, Samples.page(-1))));
        assertEquals(-1, Files.mismatch(first, again));
        try (SnapshotFile one = open(first);
                SnapshotFile two = open(again);
                SnapshotFile three = open(other)) {
            assertEquals(one.generation(), two.generation());
            assertFalse(one.generation().equals(three.generation()));
        }
    }

    @Test
    void pagesLieAtOffsetsThatAreMultiplesOfTheirSize() throws IOException {
        Path path = save(
                "a",
                Samples.content(new Samples.Memory().put(5, Samples.page(5)).put(9, Samples.page(9))));
        byte[] bytes = Files.readAllBytes(path);
        byte[] second = java.util.Arrays.copyOfRange(bytes, 2 * Format.PAGE_BYTES, 3 * Format.PAGE_BYTES);
        assertArrayEquals(Samples.page(9), second);
    }

    @Test
    void onlyItsOwnerMayReadASnapshotAndNothingElseIsLeftBehind() throws IOException {
        Path path = save("a", Samples.content(Samples.memory(10)));
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        try (var entries = Files.list(directory)) {
            assertEquals(List.of(path), entries.toList());
        }
    }

    @Test
    void aSnapshotThatIsReplacedWhileItIsOpenIsReadAsItWas() {
        Samples.Memory before = Samples.memory(100);
        Path path = save("a", Samples.content(before));
        try (SnapshotFile file = open(path)) {
            save("a", Samples.content(Samples.memory(50)));
            assertTrue(before.holds(file.pages()));
        }
    }
}
