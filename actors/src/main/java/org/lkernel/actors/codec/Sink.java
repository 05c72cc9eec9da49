package org.lkernel.actors.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// A growing array of bytes that values are written to: little-endian words, and LEB128 numbers of variable
/// length.
public final class Sink {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_NUMBER = 10;

    private byte[] content;
    private int length;

    public Sink(int capacity) {
        content = new byte[capacity];
    }

    public int length() {
        return length;
    }

    /// The bytes written are the first [#length] of these.
    public byte[] array() {
        return content;
    }

    /// Forgets what was written after the first so many bytes.
    public void cut(int newLength) {
        if (newLength > length) {
            throw new IllegalArgumentException("cut at " + newLength + " of " + length);
        }
        length = newLength;
    }

    public void putByte(int value) {
        room(1);
        content[length++] = (byte) value;
    }

    public void putInt(int value) {
        room(Integer.BYTES);
        INTS.set(content, length, value);
        length += Integer.BYTES;
    }

    public void putLong(long value) {
        room(Long.BYTES);
        LONGS.set(content, length, value);
        length += Long.BYTES;
    }

    /// A number that is small and never negative.
    public void putCount(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            content[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        content[length++] = (byte) rest;
    }

    /// A number near zero on either side.
    public void putNumber(long value) {
        putCount((value << 1) ^ (value >> 63));
    }

    public void putBytes(byte[] source, int offset, int size) {
        room(size);
        System.arraycopy(source, offset, content, length, size);
        length += size;
    }

    /// Bytes that may be absent: one byte says whether they are.
    public void putOptional(@Nullable Bytes bytes) {
        putByte(bytes == null ? 0 : 1);
        if (bytes != null) {
            putBytes(bytes);
        }
    }

    public void putBytes(Bytes bytes) {
        int size = bytes.length();
        putCount(size);
        room(size);
        bytes.copyTo(0, content, length, size);
        length += size;
    }

    private void room(int size) {
        if (content.length - length < size) {
            content = Arrays.copyOf(content, Math.max(content.length * 2, Math.addExact(length, size)));
        }
    }
}
