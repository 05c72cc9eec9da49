package org.lkernel.actors.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32C;

/// Length, checksum and body: how the header and the blocks of a journal lie in the file.
final class Blocks {
    static final int LONGEST = 4 << 20;
    private static final int FRAME = 8;

    private Blocks() {}

    static void write(SeekableByteChannel channel, byte[] body, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(length).putInt(checksum(body, length)).flip();
        writeFully(channel, frame);
        writeFully(channel, ByteBuffer.wrap(body, 0, length));
    }

    static void writeFully(SeekableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// The body at the channel's position.
    ///
    /// @param what names it in an error
    static byte[] read(SeekableByteChannel channel, int longest, String what) throws IOException {
        long left = channel.size() - channel.position();
        if (left < FRAME) {
            throw new JournalException("the journal is truncated: %s is incomplete".formatted(what));
        }
        ByteBuffer frame = readFully(channel, FRAME);
        int length = frame.getInt();
        int checksum = frame.getInt();
        if (length < 1 || length > longest) {
            throw new JournalException(
                    "the journal is damaged: %s has length %s".formatted(what, Integer.toUnsignedString(length)));
        }
        if (length > left - FRAME) {
            throw new JournalException("the journal is truncated: %s is incomplete".formatted(what));
        }
        byte[] body = readFully(channel, length).array();
        if (checksum(body, length) != checksum) {
            throw new JournalException("the journal is damaged: %s does not match its checksum".formatted(what));
        }
        return body;
    }

    static ByteBuffer readFully(SeekableByteChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new JournalException("the journal is truncated");
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte[] body, int length) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, length);
        return (int) crc.getValue();
    }
}
