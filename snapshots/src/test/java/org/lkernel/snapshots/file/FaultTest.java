package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.snapshots.file.FaultyLayer.Died;
import org.lkernel.snapshots.file.FaultyLayer.Fault;

/// Whatever goes wrong at whatever moment of a save, the previous snapshot is whole or the new one is.
class FaultTest {
    private static final Path PATH = Path.of("snapshots", "work").toAbsolutePath();
    private static final SnapshotContent OLD = Samples.content(Samples.memory(30));
    private static final SnapshotContent NEW = Samples.content(Samples.memory(450));
    private static final byte[] OLD_BYTES = bytes(OLD);
    private static final byte[] NEW_BYTES = bytes(NEW);

    @TempDir
    Path directory;

    private static byte[] bytes(SnapshotContent content) {
        MemoryLayer layer = new MemoryLayer();
        save(layer, content);
        return layer.content(PATH);
    }

    private static void save(FileLayer layer, SnapshotContent content) {
        SnapshotFile.save(PATH, content, SaveOptions.DEFAULT.withLayer(layer));
    }

    private static MemoryLayer withOld() {
        return new MemoryLayer().put(PATH, OLD_BYTES);
    }

    private static long operations() {
        FaultyLayer layer = new FaultyLayer(withOld(), new Fault.None());
        save(layer, NEW);
        return layer.operations();
    }

    private static void assertOldOrNew(byte[] found, long operation) {
        assertTrue(
                Arrays.equals(OLD_BYTES, found) || Arrays.equals(NEW_BYTES, found),
                () -> "neither after operation " + operation);
    }

    @Test
    void anErrorOfTheHostAtAnyOperationLeavesNothingBehind() {
        for (long operation = 1; operation <= operations(); operation++) {
            MemoryLayer memory = withOld();
            FaultyLayer faulty = new FaultyLayer(memory, new Fault.Fails(operation));
            SnapshotException refused = assertThrows(SnapshotException.class, () -> save(faulty, NEW));
            assertEquals(PATH + ": cannot save: Input/output error", refused.getMessage());
            assertEquals(List.of(PATH), memory.names());
            assertOldOrNew(memory.content(PATH), operation);
        }
    }

    @Test
    void deathOfTheProcessAtAnyOperationLeavesTheOldOrTheNew() {
        for (long operation = 1; operation <= operations(); operation++) {
            MemoryLayer memory = withOld();
            FaultyLayer faulty = new FaultyLayer(memory, new Fault.Dies(operation));
            assertThrows(Died.class, () -> save(faulty, NEW));
            memory.die();
            assertOldOrNew(memory.content(PATH), operation);
            saveAgain(memory);
        }
    }

    @Test
    void lossOfPowerAtAnyOperationLeavesTheOldOrTheNew() {
        SplittableRandom random = new SplittableRandom(31);
        for (int round = 0; round < 3; round++) {
            for (long operation = 1; operation <= operations(); operation++) {
                MemoryLayer memory = withOld();
                FaultyLayer faulty = new FaultyLayer(memory, new Fault.Dies(operation));
                assertThrows(Died.class, () -> save(faulty, NEW));
                memory.losePower(random);
                assertOldOrNew(memory.content(PATH), operation);
                saveAgain(memory);
            }
        }
    }

    @Test
    void whatWasSavedWhenTheCallReturnedOutlivesALossOfPower() {
        SplittableRandom random = new SplittableRandom(32);
        for (int round = 0; round < 10; round++) {
            MemoryLayer memory = withOld();
            save(memory, NEW);
            memory.losePower(random);
            assertArrayEquals(NEW_BYTES, memory.content(PATH));
        }
    }

    private static void saveAgain(MemoryLayer memory) {
        save(memory, NEW);
        assertArrayEquals(NEW_BYTES, memory.content(PATH));
        assertEquals(List.of(PATH), memory.names());
    }

    @Test
    void aFullDiskLeavesTheOld() {
        FaultyLayer measure = new FaultyLayer(withOld(), new Fault.None());
        save(measure, NEW);
        for (long room = 0; room < measure.written(); room += room < measure.written() - 9000 ? 90_001 : 257) {
            MemoryLayer memory = withOld();
            FaultyLayer full = new FaultyLayer(memory, new Fault.Fills(room));
            SnapshotException refused = assertThrows(SnapshotException.class, () -> save(full, NEW));
            assertEquals(PATH + ": cannot save: No space left on device", refused.getMessage());
            assertEquals(List.of(PATH), memory.names());
            assertArrayEquals(OLD_BYTES, memory.content(PATH));
        }
    }

    @Test
    void shortReadsAndWritesAreGoneOnWith() {
        for (int most : new int[] {1, 7, 4095}) {
            MemoryLayer memory = withOld();
            FaultyLayer dribbling = new FaultyLayer(memory, new Fault.Dribbles(most));
            save(dribbling, most == 1 ? OLD : NEW);
            assertArrayEquals(most == 1 ? OLD_BYTES : NEW_BYTES, memory.content(PATH));
            try (SnapshotFile file = SnapshotFile.open(PATH, OpenOptions.DEFAULT.withLayer(dribbling))) {
                file.verify(Progress.UNSEEN);
            }
        }
    }

    @Test
    void anErrorWhileReadingIsToldAsSuch() {
        FaultyLayer measure = new FaultyLayer(withOld(), new Fault.None());
        SnapshotFile.open(PATH, OpenOptions.DEFAULT.withLayer(measure)).verify(Progress.UNSEEN);
        for (long operation = 1; operation <= measure.operations(); operation++) {
            FaultyLayer faulty = new FaultyLayer(withOld(), new Fault.Fails(operation));
            SnapshotException refused = assertThrows(
                    SnapshotException.class,
                    () -> SnapshotFile.open(PATH, OpenOptions.DEFAULT.withLayer(faulty))
                            .verify(Progress.UNSEEN));
            assertTrue(refused.getMessage().matches(".*: cannot (open|read): Input/output error"));
        }
    }

    /// Content of some size is synchronised in parts, and a host tells of a failure once.
    @Test
    void theFailureOfTheFirstOfSeveralSynchronisationsIsNotForgotten() {
        byte[] page = Samples.page(1);
        Samples.Memory large = new Samples.Memory();
        for (int frame = 0; frame < 9000; frame++) {
            large.put(frame, page);
        }
        MemoryLayer memory = withOld();
        FaultyLayer faulty = new FaultyLayer(memory, new Fault.FailsToSync(1));
        SnapshotException refused = assertThrows(SnapshotException.class, () -> save(faulty, Samples.content(large)));
        assertEquals(PATH + ": cannot save: Input/output error", refused.getMessage());
        assertEquals(List.of(PATH), memory.names());
        assertArrayEquals(OLD_BYTES, memory.content(PATH));
        save(new FaultyLayer(memory, new Fault.FailsToSync(3)), Samples.content(large));
    }

    @Test
    void pagesThatCannotBeReadLeaveTheOld() {
        Pages broken = new Pages() {
            @Override
            public int[] frames() {
                return new int[] {1};
            }

            @Override
            public void copy(int frame, byte[] target, int offset) {
                throw new IllegalStateException("no such page");
            }
        };
        MemoryLayer memory = withOld();
        SnapshotContent content = new SnapshotContent(Samples.BUILD, List.of(), broken);
        assertThrows(IllegalStateException.class, () -> save(memory, content));
        assertEquals(List.of(PATH), memory.names());
        assertArrayEquals(OLD_BYTES, memory.content(PATH));
    }

    @Test
    void leftoversOfTheDeadAreRemovedAndWhatOthersAreWritingIsNot() throws IOException {
        Path leftover = Files.write(directory.resolve(".work.123.saving"), new byte[100]);
        Path empty = Files.createFile(directory.resolve(".work.456.saving"));
        Path other = Files.write(directory.resolve(".works.123.saving"), new byte[100]);
        FileLayer.OpenFile busy = FileLayer.HOST.create(directory.resolve(".work.789.saving"));
        busy.write(java.nio.ByteBuffer.wrap(new byte[100]), 0);
        SnapshotFile.save(directory.resolve("work"), OLD, SaveOptions.DEFAULT);
        assertTrue(Files.notExists(leftover));
        assertTrue(Files.notExists(empty));
        assertTrue(Files.exists(other));
        assertTrue(Files.exists(directory.resolve(".work.789.saving")));
        busy.close();
    }

    /// Root may read and write everywhere, so the host's refusal is made up.
    @Test
    void missingPermissionIsNamed() {
        FileLayer closed = (FileLayer) Proxy.newProxyInstance(
                FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (_, _, _) -> {
                    throw new AccessDeniedException(PATH.toString());
                });
        assertEquals(
                PATH + ": cannot save: permission denied",
                assertThrows(SnapshotException.class, () -> save(closed, NEW)).getMessage());
        OpenOptions options = OpenOptions.DEFAULT.withLayer(closed);
        assertEquals(
                PATH + ": cannot open: permission denied",
                assertThrows(SnapshotException.class, () -> SnapshotFile.open(PATH, options))
                        .getMessage());
    }

    @Test
    void aDirectoryThatDoesNotExistIsNamed() {
        Path path = directory.resolve("nowhere").resolve("work");
        SnapshotException refused =
                assertThrows(SnapshotException.class, () -> SnapshotFile.save(path, OLD, SaveOptions.DEFAULT));
        assertEquals(path + ": cannot save: no such file or directory", refused.getMessage());
    }

    @Test
    void aDirectoryInTheWayIsLeftAlone() throws IOException {
        Path path = Files.createDirectory(directory.resolve("work"));
        assertThrows(SnapshotException.class, () -> SnapshotFile.save(path, OLD, SaveOptions.DEFAULT));
        try (var entries = Files.list(directory)) {
            assertEquals(List.of(path), entries.toList());
        }
    }
}
