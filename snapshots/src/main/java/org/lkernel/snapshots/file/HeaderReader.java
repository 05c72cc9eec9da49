package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads the header of one file, and checks that these are a snapshot's bytes, for this reader, and whole.
final class HeaderReader {
    private final Source source;

    private HeaderReader(Source source) {
        this.source = source;
    }

    /// The bytes of the header, its seal included, of which hash and versions are checked.
    static byte[] sealedBytes(Source source) {
        return new HeaderReader(source).sealedBytes();
    }

    static Sha256 generation(byte[] sealedBytes) {
        return Sha256.of(sealedBytes, 0, sealedBytes.length - Format.SEAL_BYTES);
    }

    private byte[] sealedBytes() {
        int first = (int) Math.min(source.length(), Format.PAGE_BYTES);
        byte[] bytes = source.read(0, first);
        checkMagic(bytes);
        if (first < Format.PAGE_BYTES) {
            throw SnapshotException.truncated(source.path(), Format.PAGE_BYTES, first);
        }
        int length = checkPrefix(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        if (length > first) {
            bytes = Arrays.copyOf(bytes, length);
            source.read(first, bytes, first, length - first);
        }
        ByteBuffer seal = ByteBuffer.wrap(bytes, length - Format.SEAL_BYTES, Format.SEAL_BYTES);
        check("damaged header: SHA-256", generation(bytes), Sha256.read(seal));
        return bytes;
    }

    private void checkMagic(byte[] bytes) {
        byte[] expected = Format.magic();
        byte[] found = Arrays.copyOf(bytes, Math.min(bytes.length, expected.length));
        if (!Arrays.equals(expected, found)) {
            throw SnapshotException.mismatch(
                    source.path(),
                    "not an lkernel snapshot: first bytes",
                    Format.hex(expected),
                    found.length == 0 ? "an empty file" : Format.hex(found));
        }
    }

    /// The length of the header.
    private int checkPrefix(ByteBuffer prefix) {
        prefix.position(Format.magic().length);
        int format = prefix.getInt();
        int minimumReader = prefix.getInt();
        int length = prefix.getInt();
        int flags = prefix.getInt();
        int sections = prefix.getInt();
        if (Integer.compareUnsigned(minimumReader, Format.VERSION) > 0) {
            throw SnapshotException.mismatch(
                    source.path(),
                    "made by a newer lkernel",
                    "a file for readers of format " + Format.VERSION,
                    "format " + Integer.toUnsignedString(format) + " for readers of format "
                            + Integer.toUnsignedString(minimumReader) + " and later");
        }
        if (minimumReader < 1 || Integer.compareUnsigned(format, minimumReader) < 0) {
            throw SnapshotException.mismatch(
                    source.path(), "format", "at least its minimum reader, which is at least 1", format);
        }
        if ((flags & ~Format.KNOWN_FLAGS) != 0) {
            throw SnapshotException.mismatch(
                    source.path(), "flags", "only bits of " + Format.KNOWN_FLAGS, Integer.toUnsignedString(flags));
        }
        if (sections < Format.OWN_SECTIONS || sections > Format.MOST_SECTIONS) {
            throw SnapshotException.mismatch(
                    source.path(), "sections", Format.OWN_SECTIONS + " to " + Format.MOST_SECTIONS, sections);
        }
        check("length of the header", Format.headerBytes(sections), length);
        if (length > source.length()) {
            throw SnapshotException.truncated(source.path(), length, source.length());
        }
        return length;
    }

    private void check(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw SnapshotException.mismatch(source.path(), what, expected, found);
        }
    }
}
