package org.lkernel.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable sequence of bytes, as messages and states carry them.
public final class Bytes implements Digestible {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// A copy of the given bytes.
    public static Bytes copyOf(byte[] source) {
        return source.length == 0 ? EMPTY : new Bytes(source.clone());
    }

    public static Bytes copyOf(byte[] source, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length));
    }

    /// Takes the array over: the caller must never touch it again.
    public static Bytes wrap(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned);
    }

    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Text in which every byte is one character, for names that may hold any byte but NUL.
    public static Bytes latin1(String text) {
        return wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    public byte at(int index) {
        return content[index];
    }

    public Bytes slice(int offset, int length) {
        return offset == 0 && length == content.length ? this : copyOf(content, offset, length);
    }

    public Bytes concat(Bytes other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        byte[] joined = Arrays.copyOf(content, content.length + other.content.length);
        System.arraycopy(other.content, 0, joined, content.length, other.content.length);
        return new Bytes(joined);
    }

    public void copyTo(int from, byte[] target, int offset, int length) {
        System.arraycopy(content, from, target, offset, length);
    }

    public byte[] toArray() {
        return content.clone();
    }

    public String toLatin1() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    public String toUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public void digest(Digest digest) {
        digest.putBytes(content, 0, content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// For people: short ones between quotes, with everything but printable ASCII escaped.
    @Override
    public String toString() {
        return content.length <= 64 ? Escapes.quoted(content) : "bytes[" + content.length + "]";
    }
}
