package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret with which snapshots are signed (HMAC-SHA256, RFC 2104), so that nobody without it can make or change one
/// unnoticed.
public final class SigningKey {
    /// Shorter than its hash a key is weaker than the signature (RFC 2104, 3).
    private static final int SHORTEST = 32;

    private static final int LONGEST = 1 << 16;

    private final SecretKeySpec secret;

    /// @throws IllegalArgumentException when there are less than 32 bytes
    public SigningKey(byte[] secret) {
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException("a key of " + secret.length + " bytes");
        }
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /// The key that a file holds: all of its bytes as they are.
    ///
    /// @throws SnapshotException when it cannot be read, or is too short to be a secret or too long to be meant
    public static SigningKey read(Path path) {
        try {
            long length = Files.size(path);
            if (length < SHORTEST || length > LONGEST) {
                throw SnapshotException.mismatch(path, "key file", SHORTEST + " to " + LONGEST + " bytes", length);
            }
            return new SigningKey(Files.readAllBytes(path));
        } catch (IOException failure) {
            throw SnapshotException.host(path, "read the key", failure);
        }
    }

    /// The signature of the first `length` bytes.
    byte[] sign(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
