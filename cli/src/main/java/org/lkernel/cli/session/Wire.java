package org.lkernel.cli.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A connection that carries frames; one thread reads it, and any may write.
final class Wire implements AutoCloseable {
    private static final int HEADER_BYTES = 5;

    private final SocketChannel channel;
    private int longest = Frame.LONGEST_GREETING;

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /// The next frame, or null when the other side has closed.
    @Nullable
    Frame read() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (channel.read(header) < 0) {
            return null;
        }
        fill(header);
        header.flip();
        int kind = header.get() & 0xff;
        int length = header.getInt();
        if (length < 0 || length > longest) {
            throw new Frame.Malformed(
                    "a frame of " + Integer.toUnsignedString(length) + " bytes where " + longest + " are the most");
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        fill(content);
        Frame frame = Frame.of(kind, content.array());
        longest = Frame.LONGEST;
        return frame;
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection ended within a frame");
            }
        }
    }

    synchronized void write(Frame frame) throws IOException {
        byte[] content = frame.encoded();
        if (content.length > Frame.LONGEST) {
            throw new IllegalArgumentException(content.length + " bytes do not fit a frame");
        }
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + content.length);
        buffer.put((byte) frame.kind()).putInt(content.length).put(content).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Both sides say their version first; the first frame of the other side must be that.
    void greet() throws IOException {
        write(new Frame.Hello(Frame.VERSION));
        Frame first = read();
        if (!(first instanceof Frame.Hello hello)) {
            throw new Frame.Malformed("no greeting");
        } else if (hello.version() != Frame.VERSION) {
            throw new IOException("the other side speaks version %d of the protocol, this is version %d"
                    .formatted(hello.version(), Frame.VERSION));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It was closed by the other side.
        }
    }
}
