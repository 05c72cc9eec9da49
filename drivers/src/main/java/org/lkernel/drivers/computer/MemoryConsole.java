package org.lkernel.drivers.computer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.device.Console;

/// The other end of a console, in memory: keeps what is written to it, and serves standard input from given
/// bytes.
///
/// What was written is shared with the consoles copied from it, as the memory of a forked machine is.
public final class MemoryConsole implements Backend {
    private static final int ERROR_STREAM = 2;

    private final Bytes input;
    private Place place;

    /// @param input all of standard input, for a console that is no terminal
    public MemoryConsole(Bytes input) {
        this(input, new Place(0, null, null));
    }

    private MemoryConsole(Bytes input, Place place) {
        this.input = input;
        this.place = place;
    }

    /// How far reading and writing have come.
    record Place(
            int read, @Nullable Written output, @Nullable Written errors) {}

    /// Something written, and all that was before it.
    private record Written(@Nullable Written before, Bytes last, int length) {
        static Written after(@Nullable Written before, Bytes last) {
            return new Written(before, last, Math.addExact(before == null ? 0 : before.length, last.length()));
        }

        static byte[] all(@Nullable Written end) {
            byte[] all = new byte[end == null ? 0 : end.length];
            for (Written part = end; part != null; part = part.before) {
                int at = part.length - part.last.length();
                System.arraycopy(part.last.toArray(), 0, all, at, part.last.length());
            }
            return all;
        }
    }

    /// A console that stands where this one does.
    MemoryConsole copy() {
        return new MemoryConsole(input, place);
    }

    Place place() {
        return place;
    }

    void goTo(Place earlier) {
        place = earlier;
    }

    /// Everything written to standard output, or to the terminal.
    public byte[] output() {
        return Written.all(place.output());
    }

    /// Everything written to standard error; nothing when the console is a terminal.
    public byte[] errors() {
        return Written.all(place.errors());
    }

    /// The output as text.
    public String text() {
        return new String(output(), StandardCharsets.UTF_8);
    }

    /// What of standard input was not read.
    Bytes rest() {
        return input.slice(place.read(), inputLeft());
    }

    /// How many bytes of standard input were not read.
    public int inputLeft() {
        return input.length() - place.read();
    }

    @Override
    public Message answer(Message question) {
        return switch (question) {
            case Console.ReadHost read -> read(read.length());
            case Console.WriteHost write -> write(write);
            default -> throw new IllegalArgumentException("not a question for a console: " + question);
        };
    }

    private Console.Answer read(int length) {
        int end = (int) Math.min(input.length(), (long) place.read() + length);
        Bytes content = input.slice(place.read(), end - place.read());
        place = new Place(end, place.output(), place.errors());
        return new Console.Answer(content, 0);
    }

    private Console.Answer write(Console.WriteHost write) {
        place = write.stream() == ERROR_STREAM
                ? new Place(place.read(), place.output(), Written.after(place.errors(), write.content()))
                : new Place(place.read(), Written.after(place.output(), write.content()), place.errors());
        return new Console.Answer(Bytes.EMPTY, 0);
    }
}
