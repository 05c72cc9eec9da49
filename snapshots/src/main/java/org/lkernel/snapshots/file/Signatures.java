package org.lkernel.snapshots.file;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is asked of a file's signature.
///
/// A signature is there if and only if there is a key to check it with: a signed file without a key would be believed
/// for nothing, and with a key an unsigned one could be anybody's, its signature cut off.
///
/// @param key null when no signature is expected
/// @param fromChild whether a signed child vouches for the file already, by its generation
record Signatures(@Nullable SigningKey key, boolean fromChild) {
    static final Signatures OF_THE_CHILD = new Signatures(null, true);

    Signatures(@Nullable SigningKey key) {
        this(key, false);
    }

    void check(Path path, Header header, byte[] sealedBytes) {
        if (fromChild) {
            return;
        }
        if (header.signed() && key == null) {
            throw SnapshotException.mismatch(path, "signed", "the key to check it with", "no key");
        }
        if (!header.signed() && key != null) {
            throw SnapshotException.mismatch(path, "not signed", "a signature by the key given", "none");
        }
        if (key != null) {
            int signed = sealedBytes.length - Sha256.BYTES;
            byte[] found = Arrays.copyOfRange(sealedBytes, signed, sealedBytes.length);
            // In constant time, so that nobody learns a signature byte by byte.
            if (!MessageDigest.isEqual(key.sign(sealedBytes, signed), found)) {
                throw SnapshotException.mismatch(
                        path, "wrong signature", "one by the key given", "one by another key, or of a changed file");
            }
        }
    }
}
