package org.lkernel.actors.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lkernel.kernel.Bytes;

/// Bytes that values are read from, believing none of them: nothing is allocated that the bytes left could not
/// fill.
public final class Source {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int DEEPEST = 32;

    private final byte[] content;
    private final int end;
    private int at;
    private int depth;

    public Source(byte[] content, int offset, int length) {
        this.content = content;
        this.at = offset;
        this.end = offset + length;
    }

    public int left() {
        return end - at;
    }

    public void skip(int bytes) {
        at += need(bytes);
    }

    public int readByte() {
        need(1);
        return content[at++] & 0xff;
    }

    public int readInt() {
        need(Integer.BYTES);
        int value = (int) INTS.get(content, at);
        at += Integer.BYTES;
        return value;
    }

    public long readLong() {
        need(Long.BYTES);
        long value = (long) LONGS.get(content, at);
        at += Long.BYTES;
        return value;
    }

    public long readCount() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedMessage("a number of more than ten bytes");
    }

    public long readNumber() {
        long folded = readCount();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /// A number within bounds, both included.
    public long readNumber(long least, long most, String what) {
        long value = readNumber();
        if (value < least || value > most) {
            throw new MalformedMessage(what + " " + value + " is out of range");
        }
        return value;
    }

    /// A number `0 ≤ n < bound`.
    public int readIndex(int bound, String what) {
        long index = readCount();
        if (index < 0 || index >= bound) {
            throw new MalformedMessage("%s %s is not below %d".formatted(what, Long.toUnsignedString(index), bound));
        }
        return (int) index;
    }

    /// A length, of things that take a byte each at least.
    public int readLength(int longest, String what) {
        long length = readCount();
        if (length < 0 || length > longest || length > left()) {
            throw new MalformedMessage(
                    "%s of length %s, where %d bytes are left".formatted(what, Long.toUnsignedString(length), left()));
        }
        return (int) length;
    }

    public Bytes readBytes() {
        int length = readLength(Integer.MAX_VALUE, "bytes");
        Bytes bytes = Bytes.copyOf(content, at, length);
        at += length;
        return bytes;
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new MalformedMessage("records nested deeper than " + DEEPEST);
        }
    }

    void leave() {
        depth--;
    }

    private int need(int bytes) {
        if (bytes < 0 || bytes > left()) {
            throw new MalformedMessage("%d bytes wanted where %d are left".formatted(bytes, left()));
        }
        return bytes;
    }
}
