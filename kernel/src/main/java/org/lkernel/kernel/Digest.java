package org.lkernel.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A rolling 128-bit hash of everything that was delivered, or of a state.
///
/// Two 64-bit lanes that each multiply and rotate, with different constants, so that a difference which one lane
/// loses the other keeps; a step is a bijection of the state, so no word is ever forgotten. Not a cryptographic
/// hash (snapshot sections have SHA-256 for that) but two runs that differ anywhere differ here, at two
/// nanoseconds a word.
public final class Digest {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private long low = FIRST;
    private long high = SECOND;

    public Digest() {}

    private Digest(long low, long high) {
        this.low = low;
        this.high = high;
    }

    public Digest copy() {
        return new Digest(low, high);
    }

    /// Continues from lanes saved earlier.
    public static Digest of(long low, long high) {
        return new Digest(low, high);
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    public void putLong(long value) {
        long before = high;
        high = (Long.rotateLeft(before, 23) ^ value) * SECOND;
        low = Long.rotateLeft((low ^ value) * FIRST, 29) + before;
    }

    public void putInt(int value) {
        putLong(value);
    }

    public void putBoolean(boolean value) {
        putLong(value ? 1 : 0);
    }

    public void putBytes(byte[] source, int offset, int length) {
        putLong(length);
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            putLong((long) LONGS.get(source, at));
        }
        long tail = 0;
        for (int shift = 0; at < end; at++, shift += 8) {
            tail |= (source[at] & 0xffL) << shift;
        }
        putLong(tail);
    }

    public void putString(String text) {
        putLong(text.length());
        for (int index = 0; index < text.length(); index++) {
            putLong(text.charAt(index));
        }
    }

    /// The 32 hexadecimal digits that `--digest` prints.
    public String hex() {
        return "%016x%016x".formatted(high, low);
    }
}
