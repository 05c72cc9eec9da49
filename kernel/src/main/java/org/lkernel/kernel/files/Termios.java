package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;

/// The settings of a terminal: `termios(3)`, in the numbers of `asm-generic/termbits.h`.
///
/// @param characters `c_cc`, 19 bytes
record Termios(int input, int output, int control, int local, Bytes characters) {
    static final int BYTES = 36;
    static final int BYTES_WITH_SPEED = 44;

    static final int ISTRIP = 040;
    static final int INLCR = 0100;
    static final int IGNCR = 0200;
    static final int ICRNL = 0400;
    static final int IXON = 02000;
    static final int IMAXBEL = 020000;
    static final int IUTF8 = 040000;
    static final int OPOST = 1;
    static final int ONLCR = 4;
    static final int OCRNL = 010;
    static final int ISIG = 1;
    static final int ICANON = 2;
    static final int ECHO = 010;
    static final int ECHOE = 020;
    static final int ECHOK = 040;
    static final int ECHONL = 0100;
    static final int NOFLSH = 0200;
    static final int TOSTOP = 0400;
    static final int ECHOCTL = 01000;
    static final int ECHOKE = 04000;
    static final int IEXTEN = 0100000;

    static final int VINTR = 0;
    static final int VQUIT = 1;
    static final int VERASE = 2;
    static final int VKILL = 3;
    static final int VEOF = 4;
    static final int VTIME = 5;
    static final int VMIN = 6;
    static final int VSTART = 8;
    static final int VSTOP = 9;
    static final int VSUSP = 10;
    static final int VEOL = 11;
    static final int VREPRINT = 12;
    static final int VWERASE = 14;
    static final int VLNEXT = 15;
    static final int VEOL2 = 16;

    private static final int CHARACTERS = 19;
    private static final int SPEED = 38400;

    /// What Linux gives a new terminal, with UTF-8 erasing.
    static final Termios INITIAL = new Termios(
            ICRNL | IXON | IUTF8,
            OPOST | ONLCR,
            02277,
            ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
            Bytes.latin1("\3\34\177\25\4\0\1\0\21\23\32\0\22\17\27\26\0\0\0"));

    boolean inputs(int flag) {
        return (input & flag) != 0;
    }

    boolean outputs(int flag) {
        return (output & flag) != 0;
    }

    boolean locals(int flag) {
        return (local & flag) != 0;
    }

    int character(int index) {
        return characters.at(index) & 0xff;
    }

    /// Whether the byte is the special character; NUL disables one.
    boolean is(int octet, int index) {
        return octet != 0 && octet == character(index);
    }

    Bytes toBytes(boolean withSpeed) {
        Layout image = new Layout(withSpeed ? BYTES_WITH_SPEED : BYTES)
                .putInt(input)
                .putInt(output)
                .putInt(control)
                .putInt(local)
                .putByte(0)
                .put(characters);
        return (withSpeed ? image.putInt(SPEED).putInt(SPEED) : image).toBytes();
    }

    static Termios of(Bytes image) {
        return new Termios(
                (int) Layout.read(image, 0, 4),
                (int) Layout.read(image, 4, 4),
                (int) Layout.read(image, 8, 4),
                (int) Layout.read(image, 12, 4),
                image.slice(17, CHARACTERS));
    }
}
