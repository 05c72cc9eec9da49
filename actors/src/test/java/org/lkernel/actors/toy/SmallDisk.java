package org.lkernel.actors.toy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.lkernel.actors.journal.MemoryChannel;

/// A file on a disk that has room for so many bytes, of which a write takes what it can.
public final class SmallDisk implements SeekableByteChannel {
    private final int room;
    private final MemoryChannel file = new MemoryChannel();

    public SmallDisk(int room) {
        this.room = room;
    }

    public byte[] toArray() {
        return file.toArray();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int taken = (int) Math.min(source.remaining(), room - file.position());
        if (taken == 0) {
            throw new IOException("No space left on device");
        }
        file.write(source.slice(source.position(), taken));
        source.position(source.position() + taken);
        return taken;
    }

    @Override
    public int read(ByteBuffer target) {
        return file.read(target);
    }

    @Override
    public long position() {
        return file.position();
    }

    @Override
    public SmallDisk position(long newPosition) {
        file.position(newPosition);
        return this;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public SmallDisk truncate(long newSize) {
        file.truncate(newSize);
        return this;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
