package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.FutureTask;

/// Up to 512 KiB of pages on their way to the file: few enough for a processor to keep at hand.
final class Batch {
    static final int CHUNKS = 8;
    static final int BYTES = CHUNKS * Format.CHUNK_BYTES;

    /// What is to be written: the bytes, and the lines of the chunk table.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packed(byte[] bytes, int length, byte[] lines) {}

    private final byte[] bytes;
    private int length;
    private FutureTask<Packed> packed = SecondThread.later(() -> packed(0));

    /// @param pages how many there may be at all
    Batch(int pages) {
        bytes = new byte[(int) Math.min(BYTES, Format.roundUp((long) pages * Format.PAGE_BYTES, Format.CHUNK_BYTES))];
    }

    /// The page that is to come next begins at [#length].
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length == bytes.length;
    }

    void addPage() {
        length += Format.PAGE_BYTES;
    }

    void pack(SecondThread thread, int level) {
        packed = thread.start(() -> packed(level));
    }

    void packLater(int level) {
        packed = SecondThread.later(() -> packed(level));
    }

    /// All that is to be written, once it is ready.
    Packed packed() {
        return SecondThread.await(packed);
    }

    void clear() {
        length = 0;
    }

    private Packed packed(int level) {
        int count = (length + Format.CHUNK_BYTES - 1) / Format.CHUNK_BYTES;
        ByteBuffer lines = ByteBuffer.allocate(count * Format.CHUNK_ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (level == 0) {
            for (int offset = 0; offset < length; offset += Format.CHUNK_BYTES) {
                addLine(lines, bytes, offset, Math.min(Format.CHUNK_BYTES, length - offset));
            }
            return new Packed(bytes, length, lines.array());
        }
        ByteBuffer compressed = ByteBuffer.allocate(length);
        for (int offset = 0; offset < length; offset += Format.CHUNK_BYTES) {
            byte[] chunk = Zstandard.compressChunk(bytes, offset, Math.min(Format.CHUNK_BYTES, length - offset), level);
            addLine(lines, chunk, 0, chunk.length);
            compressed.put(chunk);
        }
        return new Packed(compressed.array(), compressed.position(), lines.array());
    }

    private static void addLine(ByteBuffer lines, byte[] bytes, int offset, int length) {
        Sha256.of(bytes, offset, length).write(lines);
        lines.putInt(length);
    }
}
