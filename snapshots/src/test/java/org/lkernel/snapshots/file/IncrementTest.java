package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An increment holds what changed, and needs what it was relative to.
class IncrementTest {
    @TempDir
    Path directory;

    private FileLayer layer = FileLayer.HOST;

    private SnapshotFile open(String name) {
        return SnapshotFile.open(directory.resolve(name), OpenOptions.DEFAULT.withLayer(layer));
    }

    private void save(String name, Samples.Memory memory) {
        SnapshotFile.save(directory.resolve(name), Samples.content(memory), SaveOptions.DEFAULT.withLayer(layer));
    }

    private void saveSince(String parent, String name, Samples.Memory memory, int... changed) {
        try (SnapshotFile file = open(parent)) {
            SnapshotFile.save(
                    directory.resolve(name),
                    Samples.content(memory).since(new Increment(file, changed)),
                    SaveOptions.DEFAULT.withLayer(layer));
        }
    }

    private String refusal(String name, OpenOptions options) {
        return assertThrows(
                        SnapshotException.class,
                        () -> SnapshotFile.open(directory.resolve(name), options)
                                .close())
                .getMessage();
    }

    /// Frames 0 to 99, then frame 3 changed, 4 zeroed, 5 gone and 200 new.
    private Samples.Memory saveTwo() {
        Samples.Memory memory = Samples.memory(50);
        save("base", memory);
        memory.put(6, Samples.page(1000))
                .put(8, new byte[Format.PAGE_BYTES])
                .remove(10)
                .put(200, Samples.page(200));
        saveSince("base", "next", memory, 6, 8, 10);
        return memory;
    }

    @Test
    void changedZeroedGoneAndNewPagesAreSeenThroughAnIncrement() throws IOException {
        Samples.Memory memory = saveTwo();
        try (SnapshotFile file = open("next")) {
            assertTrue(memory.holds(file.pages()));
            assertEquals(
                    List.of(2, 29), file.lineage().stream().map(Ancestor::pages).toList());
        }
        assertTrue(Files.size(directory.resolve("next")) < 5 * Format.PAGE_BYTES);
    }

    @Test
    void chainsOfRandomChangesHoldWhatTheyShouldAndCompactToIt() {
        SplittableRandom random = new SplittableRandom(20);
        for (int chain = 0; chain < 5; chain++) {
            Samples.Memory memory = Samples.memory(random.nextInt(60));
            save(chain + "-0", memory);
            int length = random.nextInt(1, 7);
            for (int i = 1; i <= length; i++) {
                saveSince(chain + "-" + (i - 1), chain + "-" + i, memory, change(memory, random));
            }
            try (SnapshotFile youngest = open(chain + "-" + length)) {
                assertEquals(length + 1, youngest.lineage().size());
                assertTrue(memory.holds(youngest.pages()));
                assertTrue(memory.holds(eagerly(youngest)));
                youngest.verify(Progress.UNSEEN);
                youngest.compact(directory.resolve("compact"), SaveOptions.DEFAULT);
            }
            save("full", memory);
            assertSameBytes("full", "compact");
        }
    }

    private static int[] change(Samples.Memory memory, SplittableRandom random) {
        TreeSet<Integer> changed = new TreeSet<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int frame = random.nextInt(120);
            changed.add(frame);
            switch (random.nextInt(3)) {
                case 0 -> memory.put(frame, new byte[Format.PAGE_BYTES]);
                case 1 -> memory.remove(frame);
                default -> memory.put(frame, Samples.page(random.nextLong()));
            }
        }
        return changed.stream().mapToInt(Integer::intValue).toArray();
    }

    /// What the one-pass way of reading gives, and the zero pages.
    private static Pages eagerly(SnapshotFile file) {
        TreeMap<Integer, byte[]> read = new TreeMap<>();
        file.pages()
                .readAll((frame, bytes, offset) ->
                        read.put(frame, java.util.Arrays.copyOfRange(bytes, offset, offset + Format.PAGE_BYTES)));
        Samples.Memory memory = new Samples.Memory();
        for (int frame : file.pages().frames()) {
            memory.put(frame, file.pages().isZero(frame) ? new byte[Format.PAGE_BYTES] : read.get(frame));
        }
        return memory;
    }

    private void assertSameBytes(String one, String other) {
        try {
            assertEquals(-1, Files.mismatch(directory.resolve(one), directory.resolve(other)));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void anIncrementDoesNotOpenWithoutItsParent() throws IOException {
        saveTwo();
        Sha256 base;
        try (SnapshotFile file = open("base")) {
            base = file.generation();
        }
        Files.delete(directory.resolve("base"));
        assertEquals(
                directory.resolve("next") + ": its parent is missing: expected base of generation " + base + ", found "
                        + directory.resolve("base") + ": cannot open: no such file or directory",
                refusal("next", OpenOptions.DEFAULT));
    }

    @Test
    void anotherFileOfTheParentsNameIsNotTheParent() {
        saveTwo();
        save("base", Samples.memory(3));
        try (SnapshotFile impostor = open("base")) {
            String message = refusal("next", OpenOptions.DEFAULT);
            assertTrue(
                    message.endsWith("found " + directory.resolve("base") + " of generation " + impostor.generation()),
                    message);
        }
    }

    @Test
    void aParentElsewhereIsFoundWhenItIsNamed() throws IOException {
        Samples.Memory memory = saveTwo();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("renamed");
        Files.move(directory.resolve("base"), elsewhere);
        OpenOptions named = OpenOptions.DEFAULT.withAncestors(List.of(directory.resolve("next"), elsewhere));
        try (SnapshotFile file = SnapshotFile.open(directory.resolve("next"), named)) {
            assertTrue(memory.holds(file.pages()));
        }
    }

    @Test
    void anIncrementMayNotReplaceItsParent() {
        Samples.Memory memory = Samples.memory(5);
        save("base", memory);
        SnapshotException refused = assertThrows(
                SnapshotException.class, () -> saveSince("base", "../" + directory.getFileName() + "/base", memory));
        assertTrue(refused.getMessage().contains("increment: expected another file than its ancestors'"));
        try (SnapshotFile file = open("base")) {
            assertTrue(memory.holds(file.pages()));
        }
    }

    @Test
    void aChainHasAnEnd() {
        Samples.Memory memory = new Samples.Memory().put(1, Samples.page(1));
        layer = new MemoryLayer();
        save("0", memory);
        for (int i = 1; i <= Format.DEEPEST; i++) {
            saveSince("" + (i - 1), "" + i, memory);
        }
        SnapshotException refused =
                assertThrows(SnapshotException.class, () -> saveSince("" + Format.DEEPEST, "last", memory));
        assertTrue(refused.getMessage().contains("at most 127 ancestors"), refused.getMessage());
    }

    @Test
    void verifyingReadsAncestorsTooAndTellsHowFarItIs() throws IOException {
        saveTwo();
        try (SnapshotFile file = open("next")) {
            List<Long> seen = new ArrayList<>();
            file.verify((done, total) -> {
                assertTrue(done <= total);
                seen.add(done);
            });
            assertEquals(Files.size(directory.resolve("next")) + Files.size(directory.resolve("base")), seen.getLast());
        }
        Path base = directory.resolve("base");
        byte[] bytes = Files.readAllBytes(base);
        bytes[Format.PAGE_BYTES + 5 * Format.PAGE_BYTES] ^= 1;
        Files.write(base, bytes);
        try (SnapshotFile file = open("next")) {
            SnapshotException refused = assertThrows(SnapshotException.class, () -> file.verify(Progress.UNSEEN));
            assertTrue(refused.getMessage().startsWith(base + ": damaged pages, chunk 0: SHA-256: expected "));
        }
    }
}
