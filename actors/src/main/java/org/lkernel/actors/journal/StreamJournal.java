package org.lkernel.actors.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.lkernel.actors.codec.Sink;
import org.lkernel.actors.codec.Source;
import org.lkernel.actors.codec.Vocabulary;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A journal written to a file, block by block.
///
/// A block holds whole deliveries, each with all its answers, so that a file which ends after any block can be
/// repeated up to there. What cannot be written is the end of the journal: the file is cut after its last whole
/// block.
public final class StreamJournal implements JournalWriter {
    private static final int BLOCK_BYTES = 64 << 10;
    /// A block exceeds its size rather than end inside a delivery, up to this.
    private static final int LONGEST_DELIVERY = Blocks.LONGEST / 2;
    /// What does not fit even then is no message a host should send.
    private static final int LONGEST_EVENT = Blocks.LONGEST - LONGEST_DELIVERY;

    private final SeekableByteChannel channel;
    private final Vocabulary vocabulary;
    private final long limitBytes;
    private JournalHeader header;
    private final BlockIndex index = new BlockIndex();
    private final Sink block = new Sink(BLOCK_BYTES + 1024);
    private long base;
    private int eventStart;
    private long lastStep;
    /// Bytes of events before the block being filled.
    private long written;
    private boolean over;

    /// @param limitBytes the journal is cut when it has grown to this
    public StreamJournal(SeekableByteChannel channel, JournalHeader header, Vocabulary vocabulary, long limitBytes) {
        this.channel = channel;
        this.vocabulary = vocabulary;
        this.limitBytes = limitBytes;
        this.header = header;
        start();
    }

    private void start() {
        try {
            channel.truncate(0).position(0);
            ByteBuffer start = ByteBuffer.allocate(JournalHeader.MAGIC.length + Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            Blocks.writeFully(
                    channel,
                    start.put(JournalHeader.MAGIC).putInt(JournalHeader.VERSION).flip());
            Sink body = new Sink(256);
            header.write(body);
            if (body.length() > JournalHeader.LONGEST) {
                throw new JournalException("the journal's header is too long: " + body.length() + " bytes");
            }
            Blocks.write(channel, body.array(), body.length());
        } catch (IOException failed) {
            throw failure(failed);
        }
        written = header.firstPosition();
    }

    @Override
    public void injected(long step, Port receiver, Message message) {
        if (begin(JournalEvent.INJECTED, step)) {
            block.putByte(receiver.id());
            message(message);
        }
    }

    @Override
    public void answered(long step, Port device, Message question, Message answer) {
        if (begin(JournalEvent.ANSWERED, step)) {
            block.putByte(device.id());
            block.putInt(JournalEvent.foldOf(question));
            message(answer);
        }
    }

    private void message(Message message) {
        try {
            vocabulary.write(message, block);
        } catch (RuntimeException unwritable) {
            block.cut(eventStart);
            throw unwritable;
        }
        int length = block.length() - eventStart;
        if (length > LONGEST_EVENT) {
            block.cut(eventStart);
            throw new JournalException("an event of %d bytes is too long for the journal".formatted(length));
        }
    }

    @Override
    public void reseeded(long step, long seed) {
        if (begin(JournalEvent.RESEEDED, step)) {
            block.putLong(seed);
        }
    }

    @Override
    public void checkpoint(long step, Digest digest) {
        if (begin(JournalEvent.CHECKPOINT, step)) {
            put(digest);
            flush();
        }
    }

    @Override
    public void ended(long step, Digest digest) {
        if (begin(JournalEvent.ENDED, step)) {
            put(digest);
            flush();
            over = true;
        }
    }

    private void put(Digest digest) {
        block.putLong(digest.low());
        block.putLong(digest.high());
    }

    /// Whether the event may be written; its kind and step are.
    private boolean begin(int kind, long step) {
        if (over) {
            return false;
        }
        boolean answer = kind == JournalEvent.ANSWERED;
        boolean sameDelivery = answer && step == lastStep;
        if (block.length() >= (sameDelivery ? LONGEST_DELIVERY : BLOCK_BYTES)) {
            flush();
        }
        // A delivery is kept with all its answers or not at all: the cut lies between two steps.
        if (position() - header.firstPosition() >= limitBytes && !sameDelivery) {
            head(JournalEvent.CUT, answer ? step - 1 : step);
            flush();
            over = true;
            return false;
        }
        head(kind, step);
        lastStep = step;
        return true;
    }

    private void head(int kind, long step) {
        eventStart = block.length();
        if (block.length() == 0) {
            base = step;
            block.putCount(base);
        }
        block.putByte(kind);
        block.putCount(step - base);
    }

    @Override
    public void settle(long step) {
        if (!over && lastStep < step) {
            flush();
        }
    }

    private void flush() {
        if (block.length() == 0) {
            return;
        }
        try {
            index.add(channel.position(), written);
            Blocks.write(channel, block.array(), block.length());
        } catch (IOException failed) {
            throw cutOff(failed);
        }
        written += block.length();
        block.cut(0);
    }

    /// Nothing can be written any more: what is there stays, as far as it is whole.
    private JournalException cutOff(IOException cause) {
        over = true;
        block.cut(0);
        try {
            channel.truncate(index.offset(index.size() - 1));
        } catch (IOException unable) {
            cause.addSuppressed(unable);
        }
        return failure(cause);
    }

    @Override
    public long position() {
        return written + block.length();
    }

    @Override
    public void continueFrom(long step, long position, long seed) {
        over = false;
        if (position() == header.firstPosition()) {
            header = header.startingAt(step, position, seed);
            start();
            return;
        }
        if (position < header.firstPosition() || position > position()) {
            throw new JournalException("the image is of a run this journal does not hold");
        }
        if (position >= written) {
            block.cut((int) (position - written));
            return;
        }
        try {
            reopen(index.holding(position), position);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private void reopen(int last, long position) throws IOException {
        channel.position(index.offset(last));
        byte[] body = Blocks.read(channel, Blocks.LONGEST, "block " + last);
        channel.truncate(index.offset(last)).position(index.offset(last));
        written = index.position(last);
        index.cut(last);
        block.cut(0);
        block.putBytes(body, 0, (int) (position - written));
        base = block.length() == 0 ? 0 : new Source(body, 0, body.length).readCount();
    }

    @Override
    public void close() {
        try {
            flush();
            channel.close();
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private static JournalException failure(IOException cause) {
        return new JournalException("the journal cannot be written: " + cause.getMessage(), cause);
    }
}
