package org.lkernel.kernel.device;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.syscall.Call;

/// What the console driver understands: the line to whoever started the machine.
///
/// It is either a terminal (characters come in by interrupt, the line discipline is in `Files`) or three plain
/// streams.
public sealed interface Console extends Message {
    /// At boot: attach to this interrupt line.
    ///
    /// @param terminal whether characters come in by interrupt
    record Attach(int line, boolean terminal) implements Console {}

    /// Puts bytes on a stream: 1 standard output, 2 standard error. Answered `Files.OutputWritten` when a call is
    /// given.
    record Write(@org.jspecify.annotations.Nullable Call call, int stream, Bytes content) implements Console {}

    /// Reads standard input that is no terminal, up to `length` bytes or the end; answered `Files.InputRead`, or
    /// `Files.InputLater` when there is nothing yet.
    record Read(Call call, int length) implements Console {}

    /// The host has characters: kept until the interrupt is served.
    record Received(Bytes characters) implements Console {}

    record Resized(int rows, int columns) implements Console {}

    record HungUp() implements Console {}

    /// In live mode the host has input that is no terminal's, or its end, where there was none.
    record InputCame() implements Console {}

    /// The interrupt controller: serve the line.
    record Serve() implements Console {}

    // Questions to the host's side, through `Input`.

    /// Answered by [Answer]; `EINTR` when the machine is to stop before there is enough to read, and in live mode
    /// `EAGAIN` when there is nothing yet, and [InputCame] then when there is.
    record ReadHost(int length) implements Message {}

    record WriteHost(int stream, Bytes content) implements Message {}

    /// `content` empty is the end of input; `errno` 0 or what went wrong.
    record Answer(Bytes content, int errno) implements Message {}
}
