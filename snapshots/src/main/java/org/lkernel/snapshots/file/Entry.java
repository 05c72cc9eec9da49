package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A line of the section table: where a section lies in the file, and what its stored bytes hash to.
///
/// @param hash of the stored bytes; [Sha256#NONE] for the pages, whose chunks are hashed one by one
record Entry(
        String name,
        int schemaVersion,
        boolean compressed,
        long offset,
        long storedLength,
        long rawLength,
        Sha256 hash) {

    static Entry own(String name, boolean compressed, long offset, long storedLength, long rawLength) {
        return new Entry(name, Format.VERSION, compressed, offset, storedLength, rawLength, Sha256.NONE);
    }

    long end() {
        return offset + storedLength;
    }

    void write(ByteBuffer target) {
        putText(target, name, Format.NAME_BYTES);
        target.putInt(schemaVersion).putInt(compressed ? 1 : 0);
        target.putLong(offset).putLong(storedLength).putLong(rawLength);
        hash.write(target);
        target.putLong(0).putLong(0);
    }

    static Entry read(ByteBuffer source) {
        String name = text(source, Format.NAME_BYTES);
        int schemaVersion = source.getInt();
        boolean compressed = source.getInt() != 0;
        long offset = source.getLong();
        long storedLength = source.getLong();
        long rawLength = source.getLong();
        Sha256 hash = Sha256.read(source);
        source.position(source.position() + Format.ENTRY_BYTES - Format.NAME_BYTES - 32 - Sha256.BYTES);
        return new Entry(name, schemaVersion, compressed, offset, storedLength, rawLength, hash);
    }

    /// Text in a field of fixed size, filled up with zeros.
    static void putText(ByteBuffer target, String text, int fieldBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > fieldBytes) {
            throw new IllegalArgumentException("longer than " + fieldBytes + " bytes: " + text);
        }
        target.put(Arrays.copyOf(bytes, fieldBytes));
    }

    static String text(ByteBuffer source, int fieldBytes) {
        byte[] bytes = new byte[fieldBytes];
        source.get(bytes);
        int length = 0;
        while (length < fieldBytes && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
