package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Struct;

/// The image of a C struct being filled in, field after field, little-endian.
final class Layout {
    private final byte[] image;
    private int at;

    Layout(int size) {
        image = new byte[size];
    }

    Layout putByte(long value) {
        return number(1, value);
    }

    Layout putShort(long value) {
        return number(2, value);
    }

    Layout putInt(long value) {
        return number(4, value);
    }

    Layout putLong(long value) {
        return number(8, value);
    }

    Layout skip(int bytes) {
        at += bytes;
        return this;
    }

    Layout put(Bytes content) {
        content.copyTo(0, image, at, content.length());
        at += content.length();
        return this;
    }

    private Layout number(int bytes, long value) {
        Struct.store(image, at, bytes, value);
        at += bytes;
        return this;
    }

    Bytes toBytes() {
        return Bytes.wrap(image);
    }

    static long read(Bytes source, int offset, int bytes) {
        long value = 0;
        for (int index = bytes - 1; index >= 0; index--) {
            value = value << 8 | source.at(offset + index) & 0xff;
        }
        return value;
    }
}
