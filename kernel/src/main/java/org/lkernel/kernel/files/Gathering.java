package org.lkernel.kernel.files;

import java.util.Arrays;
import org.lkernel.kernel.Bytes;

/// Bytes being gathered, one after another.
final class Gathering {
    private byte[] content = new byte[64];
    private int size;

    int size() {
        return size;
    }

    void put(int octet) {
        reserve(1);
        content[size++] = (byte) octet;
    }

    void put(Bytes piece) {
        reserve(piece.length());
        piece.copyTo(0, content, size, piece.length());
        size += piece.length();
    }

    private void reserve(int more) {
        if (size + more > content.length) {
            content = Arrays.copyOf(content, Math.max(content.length * 2, size + more));
        }
    }

    Bytes toBytes() {
        return Bytes.copyOf(content, 0, size);
    }
}
