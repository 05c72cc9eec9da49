package org.lkernel.drivers.hostfiles;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lkernel.kernel.Bytes;

/// Bytes of the host as text, and back without loss: arguments, variables and names of files are bytes to a
/// Unix, and the JVM would lose those that are none of the locale's characters.
///
/// A byte that is not part of UTF-8 is kept as one of the characters U+DC80 to U+DCFF, which no text has
/// (Python's PEP
/// 383).
public final class HostText {
    private static final int STRAY = 0xdc00;

    private HostText() {}

    public static String of(Bytes bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
        CharBuffer out = CharBuffer.allocate(bytes.length() + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int count = 0; count < result.length(); count++) {
                out.put((char) (STRAY | in.get() & 0xff));
            }
        }
    }

    public static String of(Path path) {
        return of(HostNames.bytes(path));
    }

    /// @throws java.nio.file.InvalidPathException for text that is no name on this host
    public static Path path(String text) {
        return HostNames.path(bytes(text));
    }

    public static Bytes bytes(String text) {
        if (text.chars().noneMatch(HostText::isStray)) {
            return Bytes.utf8(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(character -> {
            if (isStray(character)) {
                bytes.write(character);
            } else {
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        });
        return Bytes.wrap(bytes.toByteArray());
    }

    private static boolean isStray(int character) {
        return character >= STRAY + 0x80 && character <= STRAY + 0xff;
    }
}
