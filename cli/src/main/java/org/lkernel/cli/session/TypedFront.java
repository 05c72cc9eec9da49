package org.lkernel.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;

/// Streams in a terminal's place, for a machine that had one: input is typed, its end is Ctrl-D, and output goes to one
/// stream.
public final class TypedFront implements Front {
    private static final Bytes END = Bytes.wrap(new byte[] {0x04});
    private static final int READ_BYTES = 1024;

    private final InputStream input;
    private final OutputStream output;
    private final Screen screen = new Screen();

    public TypedFront(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    @Override
    public Backend backend() {
        return this::answer;
    }

    private Message answer(Message question) {
        if (!(question instanceof Console.WriteHost write)) {
            throw new IllegalArgumentException("not a question for a terminal: " + question);
        }
        screen.write(write.content().toArray());
        try {
            output.write(write.content().toArray());
            output.flush();
            return new Console.Answer(Bytes.EMPTY, 0);
        } catch (IOException gone) {
            return new Console.Answer(Bytes.EMPTY, Errno.EIO.number());
        }
    }

    @Override
    public void begin(MachineLink link) {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> {
            byte[] buffer = new byte[READ_BYTES];
            try {
                for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                    link.type(Bytes.copyOf(buffer, 0, count));
                }
            } catch (IOException gone) {
                // What cannot be read any more has ended.
            }
            link.type(END);
        });
    }

    @Override
    public void release() {}

    @Override
    public void end(int status, String note) {}

    @Override
    public Held held() {
        return new Held(Bytes.EMPTY, false, screen.kept());
    }

    @Override
    public void restore(Held held) {
        Screen.Kept kept = held.screen();
        if (kept != null) {
            screen.restore(kept);
        }
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
}
