package org.lkernel.cli.strace;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Signal;

/// Values as C writes them.
final class Text {
    private Text() {}

    static String address(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    /// As a C string of at most so many bytes, `...` after it when there are more.
    static String quoted(byte[] bytes, int maximum) {
        StringBuilder text = new StringBuilder("\"");
        int shown = Math.min(bytes.length, maximum);
        for (int index = 0; index < shown; index++) {
            boolean digitFollows = index + 1 < shown && bytes[index + 1] >= '0' && bytes[index + 1] <= '9';
            text.append(character(bytes[index] & 0xff, digitFollows));
        }
        return text.append(bytes.length > maximum ? "\"..." : "\"").toString();
    }

    static String quoted(Bytes bytes, int maximum) {
        return quoted(bytes.toArray(), maximum);
    }

    /// Bytes that are no text at all.
    static String hexadecimal(byte[] bytes, int maximum) {
        StringBuilder text = new StringBuilder("\"");
        for (int index = 0; index < Math.min(bytes.length, maximum); index++) {
            text.append("\\x%02x".formatted(bytes[index]));
        }
        return text.append(bytes.length > maximum ? "\"..." : "\"").toString();
    }

    private static String character(int value, boolean digitFollows) {
        return switch (value) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\f' -> "\\f";
            case 0x0b -> "\\v";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                value >= 0x20 && value < 0x7f
                        ? String.valueOf((char) value)
                        : (digitFollows ? "\\%03o" : "\\%o").formatted(value);
        };
    }

    /// `S_IFREG|0644`.
    static String mode(int mode) {
        int type = mode & 0170000;
        return type == 0 ? octal(mode) : Names.show("file_type", type) + "|" + octal(mode & 07777);
    }

    static String octal(int value) {
        String digits = Integer.toOctalString(value);
        return value == 0 ? "000" : "0" + digits;
    }

    static String signal(int number) {
        return Signal.isValid(number) ? Signal.name(number) : String.valueOf(number);
    }
}
