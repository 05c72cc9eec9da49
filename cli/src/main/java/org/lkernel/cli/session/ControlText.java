package org.lkernel.cli.session;

import java.util.function.Consumer;

/// The bytes for a terminal, taken apart into plain text and control sequences (ECMA-48, "xterm control sequences").
final class ControlText {
    /// Longer ones are no sequences of anybody's; what there is of it is dropped.
    private static final int LONGEST = 4096;

    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final char CANCEL = 0x18;
    private static final char SUBSTITUTE = 0x1a;

    private enum Within {
        TEXT,
        ESCAPED,
        /// An escape with intermediate characters, as for character sets.
        DESIGNATING,
        CONTROL,
        /// A string up to BEL or ESC `\`: titles, colours, device strings.
        STRING,
        STRING_ESCAPED
    }

    @FunctionalInterface
    interface Plain {
        void text(byte[] bytes, int length);
    }

    private final Plain plain;
    private final Consumer<String> sequences;
    private final StringBuilder sequence = new StringBuilder();
    private Within within = Within.TEXT;

    ControlText(Plain plain, Consumer<String> sequences) {
        this.plain = plain;
        this.sequences = sequences;
    }

    void take(byte[] bytes) {
        byte[] run = new byte[bytes.length];
        int length = 0;
        for (byte value : bytes) {
            char character = (char) (value & 0xff);
            if (within == Within.TEXT && character != ESCAPE) {
                if (character != BELL) {
                    run[length++] = value;
                }
                continue;
            }
            if (length > 0) {
                plain.text(run, length);
                length = 0;
            }
            take(character);
        }
        if (length > 0) {
            plain.text(run, length);
        }
    }

    private void take(char character) {
        if (character == CANCEL || character == SUBSTITUTE || sequence.length() >= LONGEST) {
            begin(Within.TEXT);
            return;
        }
        if (character == ESCAPE && within != Within.STRING) {
            begin(Within.ESCAPED);
            sequence.append(character);
            return;
        }
        sequence.append(character);
        within = next(character);
        if (within == Within.TEXT) {
            String whole = sequence.toString();
            sequence.setLength(0);
            sequences.accept(whole);
        }
    }

    private void begin(Within next) {
        sequence.setLength(0);
        within = next;
    }

    private Within next(char character) {
        return switch (within) {
            case TEXT -> Within.TEXT;
            case ESCAPED ->
                switch (character) {
                    case '[' -> Within.CONTROL;
                    case ']', 'P', 'X', '^', '_' -> Within.STRING;
                    default -> character >= ' ' && character <= '/' ? Within.DESIGNATING : Within.TEXT;
                };
            case DESIGNATING -> character >= ' ' && character <= '/' ? Within.DESIGNATING : Within.TEXT;
            case CONTROL -> character >= '@' && character <= '~' ? Within.TEXT : Within.CONTROL;
            case STRING ->
                character == BELL ? Within.TEXT : character == ESCAPE ? Within.STRING_ESCAPED : Within.STRING;
            case STRING_ESCAPED -> character == '\\' ? Within.TEXT : Within.STRING;
        };
    }
}
