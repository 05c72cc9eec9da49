package org.lkernel.cli.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lkernel.kernel.Bytes;

/// What a client and a session's process say to each other. On the wire: a byte for the kind, four for the length, and
/// so many bytes.
sealed interface Frame {
    /// The version of this protocol, said first by both sides.
    int VERSION = 1;
    /// The most a frame's content may be; longer output goes as several.
    int LONGEST = 1 << 16;
    /// Until a peer has said who it is, no frame of its is longer.
    int LONGEST_GREETING = 16;

    int MAGIC = 0x6c6b7331;

    // From a client.

    /// The first frame of either side.
    record Hello(int version) implements Frame {}

    /// Wants to be the session's terminal.
    ///
    /// @param taking whether another one is sent away
    record Attach(int rows, int columns, boolean taking) implements Frame {}

    record Typed(Bytes characters) implements Frame {}

    record Resize(int rows, int columns) implements Frame {}

    /// A full-screen program is to draw itself again.
    record Redraw(int rows, int columns) implements Frame {}

    /// Save to this file; answered by [Told] or [Refused].
    record Save(String file) implements Frame {}

    /// Answered by [Told], the state of the session as JSON.
    record Status() implements Frame {}

    /// The machine is to end; answered by [Ended].
    record Quit() implements Frame {}

    // From the session's process.

    record Output(Bytes content) implements Frame {}

    record Told(String text) implements Frame {}

    /// What was asked cannot be.
    record Refused(String reason) implements Frame {}

    /// Another client has the terminal now.
    record Taken() implements Frame {}

    /// The machine has ended.
    ///
    /// @param status the command's exit status
    /// @param note what there is to say about it, or empty
    record Ended(int status, String note) implements Frame {}

    default int kind() {
        return switch (this) {
            case Hello _ -> 1;
            case Attach _ -> 2;
            case Typed _ -> 3;
            case Resize _ -> 4;
            case Redraw _ -> 5;
            case Save _ -> 6;
            case Status() -> 7;
            case Quit() -> 8;
            case Output _ -> 33;
            case Told _ -> 34;
            case Refused _ -> 35;
            case Taken() -> 36;
            case Ended _ -> 37;
        };
    }

    default byte[] encoded() {
        return switch (this) {
            case Hello hello -> numbers(MAGIC, hello.version());
            case Attach attach -> numbers(attach.rows(), attach.columns(), attach.taking() ? 1 : 0);
            case Typed typed -> typed.characters().toArray();
            case Resize size -> numbers(size.rows(), size.columns());
            case Redraw size -> numbers(size.rows(), size.columns());
            case Save save -> text(save.file());
            case Status(), Quit(), Taken() -> new byte[0];
            case Output output -> output.content().toArray();
            case Told told -> text(told.text());
            case Refused refused -> text(refused.reason());
            case Ended ended ->
                ByteBuffer.allocate(Integer.BYTES + text(ended.note()).length)
                        .putInt(ended.status())
                        .put(text(ended.note()))
                        .array();
        };
    }

    /// @throws Malformed when it is none
    static Frame of(int kind, byte[] content) throws Malformed {
        return switch (kind) {
            case 1 -> hello(content);
            case 2 -> {
                int[] numbers = numbers(content, 3);
                yield new Attach(size(numbers[0]), size(numbers[1]), numbers[2] != 0);
            }
            case 3 -> new Typed(Bytes.wrap(content));
            case 4 -> new Resize(size(numbers(content, 2)[0]), size(numbers(content, 2)[1]));
            case 5 -> new Redraw(size(numbers(content, 2)[0]), size(numbers(content, 2)[1]));
            case 6 -> new Save(text(content, 0));
            case 7 -> new Status();
            case 8 -> new Quit();
            case 33 -> new Output(Bytes.wrap(content));
            case 34 -> new Told(text(content, 0));
            case 35 -> new Refused(text(content, 0));
            case 36 -> new Taken();
            case 37 -> {
                if (content.length < Integer.BYTES) {
                    throw new Malformed("an end without a status");
                }
                yield new Ended(ByteBuffer.wrap(content).getInt(), text(content, Integer.BYTES));
            }
            default -> throw new Malformed("an unknown kind of frame, " + kind);
        };
    }

    private static Hello hello(byte[] content) throws Malformed {
        int[] numbers = numbers(content, 2);
        if (numbers[0] != MAGIC) {
            throw new Malformed("no greeting of lkernel's");
        }
        return new Hello(numbers[1]);
    }

    private static int size(int number) throws Malformed {
        if (number < 0 || number > 0xffff) {
            throw new Malformed("a window of " + number);
        }
        return number;
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (int number : numbers) {
            buffer.putInt(number);
        }
        return buffer.array();
    }

    private static int[] numbers(byte[] content, int count) throws Malformed {
        if (content.length != Integer.BYTES * count) {
            throw new Malformed("a frame of " + content.length + " bytes for " + count + " numbers");
        }
        int[] numbers = new int[count];
        ByteBuffer.wrap(content).asIntBuffer().get(numbers);
        return numbers;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] content, int from) {
        return new String(content, from, content.length - from, StandardCharsets.UTF_8);
    }

    /// The other side does not speak this protocol.
    final class Malformed extends java.io.IOException {
        private static final long serialVersionUID = 1;

        Malformed(String what) {
            super("the other side sent " + what);
        }
    }
}
