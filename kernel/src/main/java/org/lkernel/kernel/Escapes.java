package org.lkernel.kernel;

/// How what a guest wrote is shown to people: on one line, and with no power over their terminals.
public final class Escapes {
    /// A byte that is no text is kept in a string as one of these, the byte being the low eight bits.
    private static final int STRAY_BYTES = 0xdc00;

    private Escapes() {}

    /// Text in which every character that does not print is `\n`, `\t`, `\x1b` or the like. What prints stays,
    /// in every language.
    public static String controls(String text) {
        return text.codePoints().allMatch(Escapes::isPrinted) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isPrinted(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(number(character));
            }
        });
        return shown.toString();
    }

    /// Bytes between quotes: printable ASCII as it is, everything else by its number, so that two that differ
    /// look different.
    public static String quoted(byte[] bytes) {
        StringBuilder shown = new StringBuilder("\"");
        for (byte each : bytes) {
            char character = (char) (each & 0xff);
            if (character == '"' || character == '\\') {
                shown.append('\\').append(character);
            } else if (character >= ' ' && character < 0x7f) {
                shown.append(character);
            } else {
                shown.append(number(character));
            }
        }
        return shown.append('"').toString();
    }

    private static String number(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> {
                boolean stray = character >= STRAY_BYTES + 0x80 && character < STRAY_BYTES + 0x100;
                yield stray || character < 0x100
                        ? "\\x%02x".formatted(character & 0xff)
                        : "\\u%04x".formatted(character);
            }
        };
    }

    private static boolean isPrinted(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
