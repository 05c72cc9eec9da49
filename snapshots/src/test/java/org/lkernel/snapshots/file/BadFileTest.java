package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that cannot be read is refused in one line that names it, what was expected and what was found.
class BadFileTest {
    private final Path path = Path.of("work.snapshot").toAbsolutePath();
    private final MemoryLayer layer = new MemoryLayer();
    private byte[] good;

    @BeforeEach
    void save() {
        SnapshotFile.save(path, Samples.content(Samples.memory(40)), SaveOptions.DEFAULT.withLayer(layer));
        good = layer.content(path);
    }

    private String refusal() {
        SnapshotException refused = assertThrows(SnapshotException.class, () -> {
            try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT.withLayer(layer))) {
                for (String name : file.sections()) {
                    file.section(name);
                }
                byte[] page = new byte[Format.PAGE_BYTES];
                for (int frame : file.pages().frames()) {
                    file.pages().copy(frame, page, 0);
                }
            }
        });
        String message = refused.getMessage();
        assertTrue(message.startsWith(path + ": "), message);
        assertEquals(1, message.lines().count(), message);
        return message.substring((path + ": ").length());
    }

    private void write(byte[] bytes) {
        layer.put(path, bytes);
    }

    /// Changes a number of the header and makes its hash fit.
    private void forge(int offset, int value) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        int end = Format.headerBytes(6) - Format.SEAL_BYTES;
        Sha256.of(bytes, 0, end).write(ByteBuffer.wrap(bytes, end, Sha256.BYTES));
        write(bytes);
    }

    @Test
    void anotherKindOfFile() {
        write("#!/bin/sh\necho no snapshot\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "not an lkernel snapshot: first bytes: expected 89 4c 4b 53 0d 0a 1a 0a, found 23 21 2f 62 69 6e 2f 73",
                refusal());
        write(new byte[0]);
        assertEquals(
                "not an lkernel snapshot: first bytes: expected 89 4c 4b 53 0d 0a 1a 0a, found an empty file",
                refusal());
    }

    @Test
    void aMissingFile() {
        layer.delete(path);
        assertEquals("cannot open: no such file or directory", refusal());
    }

    @Test
    void aDirectory(@TempDir Path directory) {
        SnapshotException refused =
                assertThrows(SnapshotException.class, () -> SnapshotFile.open(directory, OpenOptions.DEFAULT));
        assertTrue(refused.getMessage().startsWith(directory + ": cannot "), refused.getMessage());
    }

    @Test
    void aFileOfEveryLengthThatIsTooShort() {
        for (int length = 8; length < good.length; length += length < 5000 ? 61 : 4093) {
            write(Arrays.copyOf(good, length));
            assertTrue(refusal().startsWith("truncated: expected "), "at " + length);
        }
        write(Arrays.copyOf(good, good.length - 1));
        assertEquals("truncated: expected " + good.length + " bytes, found " + (good.length - 1), refusal());
    }

    @Test
    void aFileThatIsTooLong() {
        write(Arrays.copyOf(good, good.length + 1));
        assertEquals("length of the file: expected " + good.length + ", found " + (good.length + 1), refusal());
    }

    @Test
    void aFormatForNewerReaders() {
        forge(12, 2);
        assertEquals("format: expected at least its minimum reader, which is at least 1, found 1", shortly(2));
        byte[] newer = good.clone();
        newer[8] = 9;
        newer[12] = 2;
        write(newer);
        assertEquals(
                "made by a newer lkernel: expected a file for readers of format 1,"
                        + " found format 9 for readers of format 2 and later",
                refusal());
    }

    /// The refusal of a file whose minimum reader is above its format; the reader is told of first.
    private String shortly(int minimumReader) {
        assertTrue(refusal().contains("readers of format " + minimumReader + " and later"));
        forge(12, 0);
        return refusal();
    }

    @Test
    void aNewerFormatThatOldReadersMayRead() {
        forge(8, 9);
        try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT.withLayer(layer))) {
            assertEquals(3, file.sections().size());
        }
    }

    @Test
    void flagsNobodyKnows() {
        forge(20, 1 << 9);
        assertEquals("flags: expected only bits of 3, found 512", refusal());
    }

    @Test
    void everyBitOfAFileCounts() {
        for (int bit = 0; bit < good.length * 8; bit += 997) {
            byte[] bytes = good.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            write(bytes);
            refusal();
        }
    }

    @Test
    void aSectionThatIsNotThere() {
        try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT.withLayer(layer))) {
            SnapshotException refused = assertThrows(SnapshotException.class, () -> file.section("sockets"));
            assertEquals(
                    path + ": sections: expected one named sockets, found [tasks, host, nothing]",
                    refused.getMessage());
            assertThrows(SnapshotException.class, () -> file.section(Format.INDEX));
        }
    }
}
