package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 hash as a value: what a section, a chunk of pages or a whole generation is known by.
public record Sha256(long first, long second, long third, long fourth) {
    static final int BYTES = 32;

    /// All zero: stands where there is nothing to hash.
    public static final Sha256 NONE = new Sha256(0, 0, 0, 0);

    static Sha256 of(byte[] bytes, int offset, int length) {
        MessageDigest digest = digest();
        digest.update(bytes, offset, length);
        return read(ByteBuffer.wrap(digest.digest()));
    }

    static Sha256 of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    static Sha256 read(ByteBuffer source) {
        byte[] bytes = new byte[BYTES];
        source.get(bytes);
        ByteBuffer words = ByteBuffer.wrap(bytes);
        return new Sha256(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    void write(ByteBuffer target) {
        target.put(bytes());
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// The usual 64 digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
