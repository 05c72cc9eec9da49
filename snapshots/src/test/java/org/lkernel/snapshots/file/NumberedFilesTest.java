package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lkernel.snapshots.file.FaultyLayer.Died;
import org.lkernel.snapshots.file.FaultyLayer.Fault;

/// The name of a series leads to a snapshot that has all it needs, whatever goes wrong at whatever moment.
class NumberedFilesTest {
    private static final Path NAME = Path.of("snapshots", "work").toAbsolutePath();
    private static final Samples.Memory BEFORE = Samples.memory(60);
    private static final Samples.Memory AFTER = Samples.memory(60).put(6, Samples.page(1000));

    private static Path numbered(int number) {
        return NAME.resolveSibling("work." + number);
    }

    /// Three files, of which the first is of a series that was given up, and somebody else's.
    private static MemoryLayer begun() {
        MemoryLayer memory = new MemoryLayer();
        memory.put(NAME.resolveSibling("work.txt"), new byte[] {1});
        SaveOptions options = SaveOptions.DEFAULT.withLayer(memory);
        SnapshotFile.save(numbered(3), Samples.content(Samples.memory(5)), options);
        SnapshotFile.save(numbered(4), Samples.content(BEFORE), options);
        new NumberedFiles(memory, NAME).publish(numbered(4));
        return memory;
    }

    private static void saveNext(FileLayer layer) {
        NumberedFiles files = new NumberedFiles(layer, NAME);
        Path next = files.next();
        try (SnapshotFile parent = SnapshotFile.open(numbered(4), OpenOptions.DEFAULT.withLayer(layer))) {
            SnapshotContent content = Samples.content(AFTER).since(new Increment(parent, new int[] {6}));
            SnapshotFile.save(next, content, SaveOptions.DEFAULT.withLayer(layer));
        }
        files.publish(next);
        files.retain(List.of(next, numbered(4)));
    }

    private static long operations() {
        FaultyLayer layer = new FaultyLayer(begun(), new Fault.None());
        saveNext(layer);
        return layer.operations();
    }

    /// Whether the name leads to the newer of the two.
    private static boolean isWhole(FileLayer layer) {
        try (SnapshotFile file = SnapshotFile.open(NAME, OpenOptions.DEFAULT.withLayer(layer))) {
            file.verify(Progress.UNSEEN);
            return file.lineage().size() == 2;
        }
    }

    @Test
    void theNameLeadsToTheNewestAndWhatNobodyNeedsGoes() {
        MemoryLayer memory = begun();
        saveNext(memory);
        assertTrue(isWhole(memory));
        assertEquals(
                List.of(NAME, numbered(4), numbered(5), NAME.resolveSibling("work.txt")),
                memory.names().stream().sorted().toList());
    }

    @Test
    void anErrorOfTheHostAtAnyOperationLeavesTheOldOrTheNew() {
        int newer = 0;
        for (long operation = 1; operation <= operations(); operation++) {
            MemoryLayer memory = begun();
            FaultyLayer faulty = new FaultyLayer(memory, new Fault.Fails(operation));
            assertThrows(SnapshotException.class, () -> saveNext(faulty));
            newer += isWhole(memory) ? 1 : 0;
        }
        assertTrue(newer > 0 && newer < 10, newer + " of " + operations());
    }

    @Test
    void deathAndLossOfPowerAtAnyOperationLeaveTheOldOrTheNew() {
        SplittableRandom random = new SplittableRandom(33);
        for (long operation = 1; operation <= operations(); operation++) {
            for (boolean power : new boolean[] {false, true, true}) {
                MemoryLayer memory = begun();
                FaultyLayer faulty = new FaultyLayer(memory, new Fault.Dies(operation));
                assertThrows(Died.class, () -> saveNext(faulty));
                if (power) {
                    memory.losePower(random);
                } else {
                    memory.die();
                }
                isWhole(memory);
            }
        }
    }
}
