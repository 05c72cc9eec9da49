package org.lkernel.drivers.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Backend;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;

/// The console's host side as three plain streams.
///
/// Output is flushed at once: the guest's `write` has returned only when the host has the bytes. A read that was
/// interrupted is answered EINTR, which means that it is to be asked again. Of a live machine no read waits: it is
/// answered EAGAIN, and the machine hears when input has come.
public final class StreamBackend implements Backend {
    private static final int ERROR_STREAM = 2;

    private final StandardInput input;
    private final OutputStream output;
    private final OutputStream error;
    private final @Nullable Runnable arrived;

    public StreamBackend(StandardInput input, OutputStream output, OutputStream error) {
        this(input, output, error, null);
    }

    /// @param arrived tells a live machine, from any thread, that input has come; null for one that waits for it
    public StreamBackend(StandardInput input, OutputStream output, OutputStream error, @Nullable Runnable arrived) {
        this.arrived = arrived;
        this.input = input;
        this.output = output;
        this.error = error;
    }

    @Override
    public Message answer(Message question) {
        return switch (question) {
            case Console.ReadHost read -> read(read.length());
            case Console.WriteHost write -> write(write.stream() == ERROR_STREAM ? error : output, write.content());
            default -> throw new IllegalArgumentException("not a question for a console: " + question);
        };
    }

    private Console.Answer read(int length) {
        try {
            Bytes content = arrived == null ? input.read(length) : input.poll(length, arrived);
            return content == null
                    ? new Console.Answer(Bytes.EMPTY, Errno.EAGAIN.number())
                    : new Console.Answer(content, 0);
        } catch (InterruptedIOException interrupted) {
            return new Console.Answer(Bytes.EMPTY, Errno.EINTR.number());
        } catch (IOException failure) {
            return new Console.Answer(Bytes.EMPTY, Errno.EIO.number());
        }
    }

    private static Console.Answer write(OutputStream stream, Bytes content) {
        try {
            stream.write(content.toArray());
            stream.flush();
            return new Console.Answer(Bytes.EMPTY, 0);
        } catch (IOException failure) {
            return new Console.Answer(Bytes.EMPTY, errno(failure).number());
        }
    }

    private static Errno errno(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left")) {
            return Errno.ENOSPC;
        }
        return text.contains("pipe") || text.contains("closed") ? Errno.EPIPE : Errno.EIO;
    }
}
