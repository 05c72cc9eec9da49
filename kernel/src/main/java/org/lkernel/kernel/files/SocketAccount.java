package org.lkernel.kernel.files;

import org.pcollections.TreePMap;

/// What a socket is charged for, what went wrong with it, and how it is set.
///
/// @param outstanding memory that what it has sent and nobody has read yet takes, as Linux counts it ([#weight])
/// @param error number of the error that the next call to ask for it gets, and then is forgotten
/// @param options as set by `setsockopt(2)`; times in nanoseconds
record SocketAccount(int outstanding, int error, TreePMap<Integer, Long> options) {
    static final SocketAccount FRESH = new SocketAccount(0, 0, TreePMap.empty());
    static final int BUFFER = 212_992;

    // of struct sk_buff, and behind the bytes struct skb_shared_info
    private static final int HEAD = 256;
    private static final int TAIL = 320;
    private static final int LINE = 64;
    private static final int LEAST = 512;
    /// `SKB_MAX_HEAD(0)`: what a stream puts beside its header, the rest in pages.
    private static final int STREAM_HEAD = 3776;
    /// `SKB_MAX_ALLOC`: the same for messages.
    private static final int MESSAGE_HEAD = 16_064;

    private static final int STREAM_PAGES = 32_768;
    private static final int MESSAGE_SPARE = 32;

    SocketAccount withOutstanding(int change) {
        return new SocketAccount(Math.max(0, outstanding + change), error, options);
    }

    SocketAccount withError(int changed) {
        return new SocketAccount(outstanding, changed, options);
    }

    SocketAccount with(int option, long value) {
        return new SocketAccount(outstanding, error, options.plus(option, value));
    }

    long option(int number, long absent) {
        Long value = options.get(number);
        return value == null ? absent : value;
    }

    boolean passesCredentials() {
        return option(SocketOptions.SO_PASSCRED, 0) != 0;
    }

    /// `SO_RCVTIMEO`: 0 for none, less when a call is not to wait at all.
    long receiveTimeoutNanos() {
        return option(SocketOptions.SO_RCVTIMEO, 0);
    }

    long sendTimeoutNanos() {
        return option(SocketOptions.SO_SNDTIMEO, 0);
    }

    // ---- memory

    int sendBuffer() {
        return (int) option(SocketOptions.SO_SNDBUF, BUFFER);
    }

    /// Whether one more message may be sent, however long.
    boolean hasRoom() {
        return outstanding < sendBuffer();
    }

    /// Whether `poll` calls it writable: three quarters of its memory are free.
    boolean isWritable() {
        return (outstanding + 1L) * 4 <= sendBuffer();
    }

    /// The longest message.
    int messageMaximum() {
        return sendBuffer() - MESSAGE_SPARE;
    }

    /// The pieces a stream is cut into.
    int pieceMaximum() {
        return Math.min((sendBuffer() >> 1) - LINE, STREAM_HEAD + STREAM_PAGES);
    }

    /// `truesize`: the memory that so many bytes take on their way.
    static int weight(boolean stream, int length) {
        int head = stream ? STREAM_HEAD : MESSAGE_HEAD;
        if (length <= head) {
            return HEAD + allocated(length);
        }
        int pages = (length - head + Pipe.PAGE - 1) / Pipe.PAGE * Pipe.PAGE;
        return HEAD + allocated(Math.max(0, length - pages)) + pages;
    }

    private static int allocated(int length) {
        int needed = (length + LINE - 1) / LINE * LINE + TAIL;
        return Math.max(LEAST, Integer.highestOneBit(needed - 1) << 1);
    }
}
