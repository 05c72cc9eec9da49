package org.lkernel.drivers.hostfiles;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lkernel.kernel.Bytes;

/// The names of files as the host has them: bytes, which a [Path] keeps and its string may not.
///
/// What a string cannot hold, or the JVM's locale has no characters for, goes by way of the path's URI, in
/// which every byte is spelled.
public final class HostNames {
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "");
    private static final boolean UTF8 = ENCODING.equalsIgnoreCase("UTF-8");
    private static final boolean UNIX = File.separatorChar == '/';
    private static final char LOST = '\ufffd';

    private HostNames() {}

    /// The bytes of a path.
    public static Bytes bytes(Path path) {
        String text = path.toString();
        if (isFaithful(text)) {
            return Bytes.utf8(text);
        }
        boolean absolute = path.isAbsolute();
        String raw = (absolute ? path : path.getFileSystem().getPath("/").resolve(path))
                .toUri()
                .getRawPath();
        String spelled = raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return unspelled(absolute ? spelled : spelled.substring(1));
    }

    /// The path of these bytes.
    ///
    /// @throws InvalidPathException for bytes that this host cannot have in a name
    public static Path path(Bytes bytes) {
        return resolve(Path.of(""), bytes);
    }

    /// The path of these bytes, from a directory on.
    ///
    /// @throws InvalidPathException for bytes that this host cannot have in a name
    public static Path resolve(Path directory, Bytes bytes) {
        String text = bytes.toUtf8();
        if (isFaithful(text) || text.indexOf('\0') >= 0) {
            return directory.resolve(text);
        } else if (!UNIX) {
            throw new InvalidPathException(text, "not a name on this host");
        }
        String before = text.startsWith("/") ? "" : spelled(bytes(directory.toAbsolutePath())) + "/";
        return Path.of(URI.create("file://" + before + spelled(bytes)));
    }

    /// Whether the host and the JVM agree on what this string says.
    private static boolean isFaithful(String text) {
        boolean ascii = text.chars().allMatch(character -> character < 0x80);
        return ascii || (UTF8 || !UNIX) && text.indexOf(LOST) < 0;
    }

    private static String spelled(Bytes bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes.toArray()) {
            boolean plain = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9';
            text.append(plain || each == '/' ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return text.toString();
    }

    private static Bytes unspelled(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < raw.length(); at++) {
            char character = raw.charAt(at);
            if (character == '%') {
                bytes.write(Integer.parseInt(raw, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Bytes.wrap(bytes.toByteArray());
    }
}
