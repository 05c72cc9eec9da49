package org.lkernel.it.snapshots;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.lkernel.snapshots.codec.Listing;

/// The first rows of a listing, which a golden file was written with.
///
/// @param count how many
/// @param sha256 of their lines
record FrozenRows(int count, String sha256) {
    static FrozenRows first(int count, Listing listing) {
        List<Listing.Row> rows = listing.rows();
        MessageDigest digest = digest();
        rows.subList(0, Math.min(count, rows.size()))
                .forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
        return new FrozenRows(count, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static FrozenRows read(Path file) throws IOException {
        String[] words = Files.readString(file).strip().split(" ");
        return new FrozenRows(Integer.parseInt(words[0]), words[1]);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, count + " " + sha256 + "\n");
    }
}
