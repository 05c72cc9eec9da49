package org.lkernel.cli.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.cli.caller.Caller;
import org.lkernel.drivers.console.StandardInput;
import org.lkernel.drivers.console.StandardInput.Unread;
import org.lkernel.drivers.console.StreamBackend;
import org.lkernel.kernel.Bytes;

/// The three standard streams of this command, as the console of a machine in this process.
public final class StreamFront implements Front {
    /// A file at standard input goes into a snapshot up to this size.
    private static final long KEPT_MAXIMUM_BYTES = 64L << 20;

    private final Caller caller;
    private StandardInput input;
    /// How a live machine hears of input; null for one that waits for it.
    private @Nullable Runnable arrived;

    public StreamFront(Caller caller) {
        this.caller = caller;
        input = new StandardInput(caller.input());
    }

    @Override
    public Backend backend() {
        return question -> streams().answer(question);
    }

    private Backend streams() {
        return new StreamBackend(input, caller.output(), caller.error(), arrived);
    }

    /// Who waited for input when a live machine was saved asks again.
    @Override
    public void begin(MachineLink link) {
        if (link.isLive()) {
            arrived = link::inputCame;
            link.inputCame();
        }
    }

    @Override
    public void release() {}

    @Override
    public void end(int status, String note) {}

    /// What was read ahead, and what a file at standard input still has: that can be had without waiting and without
    /// taking it from whoever reads the same file next.
    @Override
    public Held held() {
        Unread unread = input.unread();
        FileChannel file = unread.ended() ? null : caller.inputFile();
        if (file == null) {
            return new Held(unread.content(), unread.ended(), null);
        }
        try {
            return rest(unread.content(), file);
        } catch (IOException unreadable) {
            return new Held(unread.content(), false, null);
        }
    }

    private static Held rest(Bytes before, FileChannel file) throws IOException {
        long from = file.position();
        long left = Math.max(0, file.size() - from);
        if (left > KEPT_MAXIMUM_BYTES) {
            return new Held(before, false, null);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) left);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                break;
            }
        }
        return new Held(before.concat(Bytes.copyOf(buffer.array(), 0, buffer.position())), true, null);
    }

    @Override
    public void restore(Held held) {
        input = new StandardInput(new Unread(held.input(), held.ended()), caller.input());
    }

    @Override
    public void interrupt() {
        input.interrupt();
    }

    @Override
    public void close() {}
}
