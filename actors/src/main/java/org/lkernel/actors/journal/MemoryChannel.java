package org.lkernel.actors.journal;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/// A file that exists in memory only.
public final class MemoryChannel implements SeekableByteChannel {
    private byte[] content = new byte[1024];
    private int size;
    private int position;

    public MemoryChannel() {}

    public MemoryChannel(byte[] initial) {
        content = initial.clone();
        size = initial.length;
    }

    public byte[] toArray() {
        return Arrays.copyOf(content, size);
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), size - position);
        if (count <= 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        target.put(content, position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = source.remaining();
        int end = Math.addExact(position, count);
        if (end > content.length) {
            content =
                    Arrays.copyOf(content, Math.max(end, (int) Math.min(Integer.MAX_VALUE - 16L, content.length * 2L)));
        }
        source.get(content, position, count);
        position = end;
        size = Math.max(size, end);
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public MemoryChannel position(long newPosition) {
        position = (int) Math.min(newPosition, size);
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MemoryChannel truncate(long newSize) {
        size = (int) Math.min(size, newSize);
        position = Math.min(position, size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /// Keeps the content, so that what was written can be read.
    @Override
    public void close() {}
}
