package org.lkernel.cli.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// A package file in the making, honest or hostile: names go into the archive as they are given.
final class Deb {

    static final long MODIFIED_SECONDS = 1_234_567_890;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Deb() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    Deb file(String name, String content) throws IOException {
        return file(name, content, 0644);
    }

    Deb file(String name, String content, int mode) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, mode);
        entry.setSize(data.length);
        return add(entry, data);
    }

    Deb directory(String name, int mode) throws IOException {
        return add(entry(name, TarConstants.LF_DIR, mode), new byte[0]);
    }

    Deb symbolicLink(String name, String target) throws IOException {
        return link(name, TarConstants.LF_SYMLINK, target);
    }

    Deb hardLink(String name, String target) throws IOException {
        return link(name, TarConstants.LF_LINK, target);
    }

    Deb device(String name) throws IOException {
        return add(entry(name, TarConstants.LF_CHR, 0666), new byte[0]);
    }

    private Deb link(String name, byte type, String target) throws IOException {
        TarArchiveEntry entry = entry(name, type, 0777);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    private static TarArchiveEntry entry(String name, byte type, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setModTime(MODIFIED_SECONDS * 1000);
        return entry;
    }

    private Deb add(TarArchiveEntry entry, byte[] data) throws IOException {
        tar.putArchiveEntry(entry);
        tar.write(data);
        tar.closeArchiveEntry();
        return this;
    }

    byte[] bytes() throws IOException {
        tar.close();
        return archive(
                "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII), "data.tar.xz", xz(bytes.toByteArray()));
    }

    static byte[] archive(String first, byte[] firstData, String second, byte[] secondData) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            member(ar, first, firstData);
            member(ar, second, secondData);
        }
        return out.toByteArray();
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] data) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, data.length));
        ar.write(data);
        ar.closeArchiveEntry();
    }

    static byte[] xz(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
            xz.write(data);
        }
        return out.toByteArray();
    }
}
