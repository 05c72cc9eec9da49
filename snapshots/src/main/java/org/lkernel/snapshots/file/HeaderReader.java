package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks the header of one file: first that these are a snapshot's bytes and whole, then that they make sense.
///
/// Whoever changes a snapshot on purpose can make its hashes fit, so everything that a hash covers is checked all the
/// same. The sections must follow one another without a gap and end with the file, so that no offset reaches outside
/// and no byte of the file is without meaning.
final class HeaderReader {
    /// What malformed bytes are decoded to.
    private static final char NO_UTF_8 = '\ufffd';

    private final Source source;

    private HeaderReader(Source source) {
        this.source = source;
    }

    /// The bytes of the header, its seal included, of which hash and versions are checked.
    static byte[] sealedBytes(Source source) {
        return new HeaderReader(source).sealedBytes();
    }

    /// What the bytes say, checked.
    static Header header(Source source, byte[] sealedBytes) {
        return new HeaderReader(source).header(sealedBytes);
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

    private Header header(byte[] sealedBytes) {
        Header header = Header.decode(sealedBytes);
        if (!header.signed()) {
            check("signature of an unsigned file", Sha256.NONE, signature(sealedBytes));
        }
        checkParent(header);
        checkText("kernel build", header.kernelBuild());
        checkNames(header.entries());
        checkLayout(header);
        int unsealed = sealedBytes.length - Format.SEAL_BYTES;
        if (!Arrays.equals(header.encode(), 0, unsealed, sealedBytes, 0, unsealed)) {
            throw new SnapshotException(source.path(), "header: expected its one canonical form, found another");
        }
        return header;
    }

    private static Sha256 signature(byte[] sealedBytes) {
        return Sha256.read(ByteBuffer.wrap(sealedBytes, sealedBytes.length - Sha256.BYTES, Sha256.BYTES));
    }

    private void checkParent(Header header) {
        if (header.depth() < 0 || header.depth() > Format.DEEPEST) {
            throw SnapshotException.mismatch(
                    source.path(), "ancestors", "at most " + Format.DEEPEST, Integer.toUnsignedString(header.depth()));
        }
        check("a parent", header.isIncrement(), !header.parent().equals(Sha256.NONE));
        check("a parent's file name", header.isIncrement(), !header.parentHint().isEmpty());
        checkText("parent's file name", header.parentHint());
        String hint = header.parentHint();
        if (hint.contains("/") || hint.contains("\\") || hint.equals(".") || hint.equals("..")) {
            throw SnapshotException.mismatch(source.path(), "parent's file name", "no path", hint);
        }
    }

    /// Such text ends up on terminals.
    private void checkText(String what, String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == NO_UTF_8)) {
            throw SnapshotException.mismatch(source.path(), what, "printable UTF-8", "something else");
        }
    }

    private void checkNames(List<Entry> entries) {
        entries.forEach(entry -> checkText("section name", entry.name()));
        check("first section", Format.PAGES, entries.get(0).name());
        check("second section", Format.INDEX, entries.get(1).name());
        check("third section", Format.CHUNKS, entries.get(2).name());
        Set<String> names = new HashSet<>();
        for (Entry entry : entries.subList(Format.OWN_SECTIONS, entries.size())) {
            if (!Format.isName(entry.name())) {
                throw SnapshotException.mismatch(
                        source.path(), "section name", "lower-case letters, digits and . _ -", "another");
            }
            if (!names.add(entry.name())) {
                throw SnapshotException.mismatch(source.path(), "section " + entry.name(), "one", "two");
            }
        }
    }

    private void checkLayout(Header header) {
        long position = header.bytes();
        for (Entry entry : header.entries()) {
            check("offset of section " + entry.name(), position, entry.offset());
            if (entry.storedLength() < 0 || entry.storedLength() > source.length() - position) {
                throw SnapshotException.truncated(
                        source.path(), Math.max(position, position + entry.storedLength()), source.length());
            }
            checkRawLength(entry);
            position += entry.storedLength();
        }
        check("length of the file", position, source.length());
    }

    private void checkRawLength(Entry entry) {
        String what = "raw length of section " + entry.name();
        if (!entry.compressed()) {
            check(what, entry.storedLength(), entry.rawLength());
        } else if (entry.name().equals(Format.INDEX) || entry.name().equals(Format.CHUNKS)) {
            throw SnapshotException.mismatch(source.path(), "section " + entry.name(), "plain bytes", "compressed");
        } else if (entry.rawLength() < 0) {
            throw SnapshotException.mismatch(source.path(), what, "no negative number", entry.rawLength());
        } else if (!entry.name().equals(Format.PAGES)
                && entry.rawLength() / Zstandard.HIGHEST_RATIO > entry.storedLength()) {
            throw SnapshotException.mismatch(
                    source.path(),
                    what,
                    "at most " + Zstandard.HIGHEST_RATIO + " times the " + entry.storedLength() + " stored",
                    entry.rawLength());
        }
    }

    private void check(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw SnapshotException.mismatch(source.path(), what, expected, found);
        }
    }
}
