package org.lkernel.snapshots.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.file.Path;
import java.util.Arrays;

/// Compression (RFC 8878) of which the result's length is known, and limited, before there is any memory for it.
final class Zstandard {
    /// So much longer than what is stored may a section be at most: what is stored bounds what reading it costs.
    static final int HIGHEST_RATIO = 64;

    private Zstandard() {}

    /// A section's content compressed, or as it is when that saves nothing or would exceed the ratio.
    static byte[] compressSection(byte[] content, int level) {
        return compress(content, 0, content.length, level, (content.length - 1) / HIGHEST_RATIO + 1);
    }

    /// A chunk of pages compressed, or as it is when that saves nothing. Its length is bounded already.
    static byte[] compressChunk(byte[] bytes, int offset, int length, int level) {
        return compress(bytes, offset, length, level, 1);
    }

    private static byte[] compress(byte[] bytes, int offset, int length, int level, int shortest) {
        byte[] target = new byte[(int) Math.min(Zstd.compressBound(length), Format.LONGEST_ARRAY)];
        long compressed = Zstd.compressByteArray(target, 0, target.length, bytes, offset, length, level);
        boolean useful = !Zstd.isError(compressed) && compressed < length && compressed >= shortest;
        return useful ? Arrays.copyOf(target, (int) compressed) : Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /// Fills the part of `target`, or fails.
    static void decompress(
            Path path, String what, byte[] stored, int from, int length, byte[] target, int to, int raw) {
        long made;
        try {
            made = Zstd.decompressByteArray(target, to, raw, stored, from, length);
        } catch (ZstdException failure) {
            throw SnapshotException.mismatch(path, what, "Zstandard data", String.valueOf(failure.getMessage()));
        }
        if (made != raw) {
            String found = Zstd.isError(made) ? Zstd.getErrorName(made) : made + " bytes";
            throw SnapshotException.mismatch(path, what, raw + " bytes of Zstandard data", found);
        }
    }
}
