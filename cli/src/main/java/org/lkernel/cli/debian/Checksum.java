package org.lkernel.cli.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The size and the SHA-256 (lower-case hexadecimal) by which an index names a file.
record Checksum(String sha256, long sizeBytes) {

    static final int HEX_DIGITS = 64;

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Checksum of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long size = in.transferTo(out);
            return of(digest, size);
        }
    }

    static Checksum of(MessageDigest digest, long sizeBytes) {
        return new Checksum(HexFormat.of().formatHex(digest.digest()), sizeBytes);
    }

    /// Whether a line of an index can be one: a hostile one would otherwise become part of a file name.
    static boolean wellFormed(String sha256) {
        return sha256.length() == HEX_DIGITS && sha256.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 'g');
    }

    @Override
    public String toString() {
        return "SHA256 " + sha256 + " (" + sizeBytes + " bytes)";
    }
}
