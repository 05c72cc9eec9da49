package org.lkernel.actors.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.codec.MalformedMessage;
import org.lkernel.actors.codec.Source;
import org.lkernel.actors.codec.Vocabulary;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Reads a journal event by event, with one block in memory at a time.
public final class JournalReader implements AutoCloseable {
    private final SeekableByteChannel channel;
    private final JournalHeader header;
    private final boolean salvaging;
    private final BlockIndex index = new BlockIndex();
    private @Nullable Vocabulary vocabulary;
    private int block = -1;
    private byte[] body = new byte[0];
    private Source source = new Source(body, 0, 0);
    private long sourceEnd;
    private long base;
    private long lastStep;
    private boolean over;
    private @Nullable String cutOff;

    /// @param salvaging whether a journal that was cut off by accident ends where its last whole block does
    public JournalReader(SeekableByteChannel channel, boolean salvaging) {
        this.channel = channel;
        this.salvaging = salvaging;
        try {
            header = readHeader(channel);
            index.add(channel.position(), header.firstPosition());
            sourceEnd = header.firstPosition();
        } catch (IOException failed) {
            throw failure(failed);
        }
        lastStep = header.firstStep();
    }

    private static JournalHeader readHeader(SeekableByteChannel channel) throws IOException {
        channel.position(0);
        int length = JournalHeader.MAGIC.length + Integer.BYTES;
        if (channel.size() < length) {
            throw new JournalException("this is no journal");
        }
        ByteBuffer start = Blocks.readFully(channel, length);
        byte[] magic = new byte[JournalHeader.MAGIC.length];
        start.get(magic);
        if (!Arrays.equals(magic, JournalHeader.MAGIC)) {
            throw new JournalException("this is no journal");
        }
        int version = start.getInt();
        if (version != JournalHeader.VERSION) {
            throw new JournalException("the journal has format version %s, this kernel reads version %d"
                    .formatted(Integer.toUnsignedString(version), JournalHeader.VERSION));
        }
        byte[] body = Blocks.read(channel, JournalHeader.LONGEST, "the header");
        return JournalHeader.read(new Source(body, 0, body.length));
    }

    public JournalHeader header() {
        return header;
    }

    /// Must come before the first event: what the messages are made of.
    public void understand(Vocabulary words) {
        if (words.fingerprint() != header.vocabulary()) {
            throw new JournalException("the journal was written by another build of the kernel: its messages differ");
        }
        vocabulary = words;
    }

    /// The next event; after the last one there is none, which a correct caller never asks for.
    public JournalEvent next() {
        try {
            if (source.left() == 0 && !nextBlock()) {
                return salvaged();
            }
            JournalEvent event = event();
            lastStep = event.step();
            over = event instanceof JournalEvent.Ended || event instanceof JournalEvent.Cut;
            return event;
        } catch (MalformedMessage malformed) {
            throw new JournalException(
                    "block %d of the journal is damaged: %s".formatted(block, malformed.getMessage()), malformed);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private JournalEvent salvaged() {
        if (!over) {
            refuseUnlessSalvaging(new JournalException("the journal is truncated: nothing follows step " + lastStep));
        }
        over = true;
        return new JournalEvent.Cut(lastStep);
    }

    private void refuseUnlessSalvaging(JournalException accident) {
        if (!salvaging) {
            throw accident;
        }
        if (cutOff == null) {
            cutOff = accident.getMessage();
        }
    }

    /// What befell a journal that does not end as one does, once it was read so far; null before.
    public @Nullable String cutOff() {
        return cutOff;
    }

    private boolean nextBlock() throws IOException {
        long offset = index.offset(block + 1);
        channel.position(offset);
        if (over || channel.size() == offset) {
            return false;
        }
        try {
            body = Blocks.read(channel, Blocks.LONGEST, "block " + (block + 1));
        } catch (JournalException damaged) {
            refuseUnlessSalvaging(damaged);
            return false;
        }
        block++;
        if (index.size() == block + 1) {
            index.add(channel.position(), index.position(block) + body.length);
        }
        source = new Source(body, 0, body.length);
        sourceEnd = index.position(block) + body.length;
        base = source.readCount();
        return true;
    }

    private JournalEvent event() {
        int kind = source.readByte();
        long step = base + source.readCount();
        if (step < lastStep) {
            throw new MalformedMessage("step %d comes after step %d".formatted(step, lastStep));
        }
        return switch (kind) {
            case JournalEvent.INJECTED -> new JournalEvent.Injected(step, port(), message());
            case JournalEvent.ANSWERED -> new JournalEvent.Answered(step, port(), source.readInt(), message());
            case JournalEvent.CHECKPOINT -> new JournalEvent.Checkpoint(step, source.readLong(), source.readLong());
            case JournalEvent.ENDED -> new JournalEvent.Ended(step, source.readLong(), source.readLong());
            case JournalEvent.CUT -> new JournalEvent.Cut(step);
            case JournalEvent.RESEEDED -> new JournalEvent.Reseeded(step, source.readLong());
            default -> throw new MalformedMessage("there is no kind of event " + kind);
        };
    }

    private Port port() {
        return new Port(source.readIndex(Port.FIRST_HART + Port.MAXIMUM_HARTS, "port"));
    }

    private Message message() {
        if (vocabulary == null) {
            throw new IllegalStateException("the reader was given no vocabulary");
        }
        return vocabulary.read(source);
    }

    /// How many bytes of events were read.
    public long position() {
        return sourceEnd - source.left();
    }

    /// Goes back, or on, to where [#position] was once this, at this step.
    public void seek(long step, long position) {
        if (position < header.firstPosition()) {
            throw new JournalException("the journal begins later than the image");
        }
        over = false;
        lastStep = step;
        try {
            while (index.position(index.size() - 1) < position) {
                block = index.size() - 2;
                if (!nextBlock()) {
                    throw new JournalException("the journal does not reach as far as the image");
                }
            }
            int holding = index.holding(position);
            block = holding - 1;
            source = new Source(body, 0, 0);
            sourceEnd = position;
            if (index.position(holding) < position) {
                nextBlock();
                int consumed = body.length - source.left();
                source.skip((int) (position - index.position(block)) - consumed);
            }
        } catch (IOException failed) {
            throw failure(failed);
        } catch (MalformedMessage malformed) {
            throw new JournalException("the journal is of another run than the image", malformed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private static JournalException failure(IOException cause) {
        return new JournalException("the journal cannot be read: " + cause.getMessage(), cause);
    }
}
