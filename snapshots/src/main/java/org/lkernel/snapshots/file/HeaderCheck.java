package org.lkernel.snapshots.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks that a header makes sense whose hash is right.
///
/// Whoever changes a snapshot on purpose can make its hashes fit, so everything that a hash covers is checked all the
/// same. The sections must follow one another without a gap and end with the file, so that no offset reaches outside
/// and no byte of the file is without meaning.
final class HeaderCheck {
    /// What malformed bytes are decoded to.
    private static final char NO_UTF_8 = '\ufffd';

    private final Source source;

    private HeaderCheck(Source source) {
        this.source = source;
    }

    /// What the bytes of a header say.
    static Header header(Source source, byte[] sealedBytes) {
        return new HeaderCheck(source).checked(sealedBytes);
    }

    private Header checked(byte[] sealedBytes) {
        Header header = Header.decode(sealedBytes);
        if (!header.signed()) {
            check("signature of an unsigned file", Sha256.NONE, signature(sealedBytes));
        }
        checkParent(header);
        checkText("kernel build", header.kernelBuild());
        checkNames(header.entries());
        checkLayout(header);
        checkForm(header, sealedBytes);
        return header;
    }

    /// All of it must be as a writer would have it: reserved bytes zero, texts filled up with zeros, flags fitting.
    private void checkForm(Header header, byte[] sealedBytes) {
        int unsealed = sealedBytes.length - Format.SEAL_BYTES;
        if (!Arrays.equals(header.encode(), 0, unsealed, sealedBytes, 0, unsealed)) {
            throw new SnapshotException(source.path(), "header: expected its one canonical form, found another");
        }
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
        } else if (!entry.name().equals(Format.PAGES)) {
            checkRatio(what, entry);
        }
    }

    private void checkRatio(String what, Entry entry) {
        if (entry.rawLength() <= entry.storedLength()
                || entry.rawLength() / Zstandard.HIGHEST_RATIO > entry.storedLength()) {
            throw SnapshotException.mismatch(
                    source.path(),
                    what,
                    "more than the " + entry.storedLength() + " stored, at most " + Zstandard.HIGHEST_RATIO
                            + " times that",
                    entry.rawLength());
        }
    }

    private void check(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw SnapshotException.mismatch(source.path(), what, expected, found);
        }
    }
}
