package org.lkernel.cli.debian;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// A binary package file (deb(5)): an ar(5) archive with a format number, a control archive, and the files to be
/// unpacked.
record DebFile(Path path, String name, long limitBytes) {

    private static final int XZ_MEMORY_KIB = 256 << 10;
    private static final long SLACK_BYTES = 32L << 20;

    /// Somebody who is handed each file in the archive's order.
    interface Sink {
        void entry(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    /// The file of a package, which may unpack to twice what the index says of it and a little more, and not to
    /// more.
    static DebFile of(DebianPackage described, Path path) {
        long limit = Math.min(described.installedBytes(), Long.MAX_VALUE / 4) * 2 + SLACK_BYTES;
        return new DebFile(path, described.name(), limit);
    }

    void forEach(Sink sink) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path));
                ArArchiveInputStream members = new ArArchiveInputStream(raw)) {
            requireFormat(members);
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                if (member.getName().startsWith("data.tar")) {
                    files(decompressed(members, member.getName()), sink);
                    return;
                }
            }
        }
        throw new RootFailure("package " + name + " has no data.tar");
    }

    private void requireFormat(ArArchiveInputStream members) throws IOException {
        ArArchiveEntry first = members.getNextEntry();
        boolean right = first != null
                && first.getName().equals("debian-binary")
                && new String(members.readNBytes(8), StandardCharsets.US_ASCII).startsWith("2.");
        if (!right) {
            throw new RootFailure("package " + name + " is not in Debian's binary format 2");
        }
    }

    private InputStream decompressed(InputStream member, String memberName) throws IOException {
        return switch (memberName) {
            case "data.tar" -> member;
            case "data.tar.gz" -> new GZIPInputStream(member, 1 << 16);
            case "data.tar.xz" -> new XZInputStream(member, XZ_MEMORY_KIB);
            case String other ->
                throw new RootFailure("package " + name + " is compressed in a way unknown here: " + other);
        };
    }

    private void files(InputStream unpacked, Sink sink) throws IOException {
        try (InputStream limited = new LimitedStream(unpacked, "package " + name, limitBytes);
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        new BufferedInputStream(limited, 1 << 16), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                sink.entry(entry, tar);
            }
        } catch (IllegalArgumentException e) {
            throw new RootFailure("package " + name + " is a broken archive: " + e.getMessage(), e);
        }
    }
}
