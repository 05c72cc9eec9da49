package org.lkernel.snapshots.file;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// The numbers of the format that the package's documentation lays out.
final class Format {
    static final int VERSION = 1;
    /// The oldest reader that understands what this writer writes.
    static final int MINIMUM_READER = 1;

    static final int PAGE_BYTES = 4096;
    static final int CHUNK_BYTES = 1 << 16;
    static final int CHUNK_PAGES = CHUNK_BYTES / PAGE_BYTES;

    static final int FIXED_BYTES = 384;
    static final int ENTRY_BYTES = 128;
    static final int NAME_BYTES = 48;
    static final int BUILD_BYTES = 64;
    static final int HINT_BYTES = 256;
    /// Generation id and signature, the last of the header.
    static final int SEAL_BYTES = 2 * Sha256.BYTES;

    static final int CHUNK_ENTRY_BYTES = Sha256.BYTES + Integer.BYTES;

    static final int SIGNED = 1;
    static final int INCREMENT = 1 << 1;
    static final int KNOWN_FLAGS = SIGNED | INCREMENT;

    static final int MOST_SECTIONS = 1000;
    static final int DEEPEST = 127;
    /// The longest array that every Java virtual machine can make.
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    static final String PAGES = ".pages";
    static final String INDEX = ".index";
    static final String CHUNKS = ".chunks";
    /// How many sections are the container's own.
    static final int OWN_SECTIONS = 3;

    private static final byte[] MAGIC = {(byte) 0x89, 'L', 'K', 'S', '\r', '\n', 0x1a, '\n'};
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0," + (NAME_BYTES - 1) + "}");

    private Format() {}

    /// As PNG's: no text file begins so, and a transfer that changes line ends or the eighth bit breaks it.
    static byte[] magic() {
        return MAGIC.clone();
    }

    static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    /// A name that a section of the user's may have.
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static int headerBytes(int sections) {
        return (int) roundUp(FIXED_BYTES + (long) sections * ENTRY_BYTES + SEAL_BYTES, PAGE_BYTES);
    }

    static long roundUp(long value, int unit) {
        return (value + unit - 1) / unit * unit;
    }
}
