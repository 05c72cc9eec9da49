package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;

/// What an open file description leads to.
sealed interface Opened {
    /// What is read and written as a stream, at once or after waiting for its source.
    sealed interface Channel extends Opened {}

    /// A regular file, a directory, or anything opened with `O_PATH`: the inode says all.
    record Plain() implements Opened {}

    /// @param known how many had ever opened the writing end when a reader found nobody there: to it the end of the
    /// file
    /// comes with the next of them
    record PipeEnd(long pipe, long known) implements Channel {}

    /// One of the machine's own three streams, when they are no terminal.
    record HostStream(int stream) implements Opened {}

    record TerminalLine(long terminal) implements Channel {}

    /// A memory device: null, zero, full, random.
    record Memoryless(Kind kind) implements Channel {
        enum Kind {
            NULL,
            ZERO,
            FULL,
            RANDOM
        }
    }

    /// Text made when the file was opened, as procfs has it.
    record Text(Bytes content) implements Opened {}

    record Counter(long counter) implements Channel {}

    record Timer(long timer) implements Channel {}

    record Epoll(long epoll) implements Opened {}

    /// A process, however it ends: `pidfd_open(2)`.
    record OfProcess(long handle) implements Opened {}

    record SocketEnd(long socket) implements Channel {}
}
