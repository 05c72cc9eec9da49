package org.lkernel.cli.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The last bytes of a stream, cut where a line begins, else a control sequence.
final class Tail {
    private static final byte LINE_FEED = '\n';
    private static final byte ESCAPE = 0x1b;

    private final int limit;
    private byte[] bytes = new byte[256];
    private int length;

    Tail(int limit) {
        this.limit = limit;
    }

    static Tail ofBase64(String text, int limit) {
        byte[] content = Base64.getDecoder().decode(text);
        Tail tail = new Tail(limit);
        tail.append(content, content.length);
        return tail;
    }

    void append(String sequence) {
        byte[] encoded = sequence.getBytes(StandardCharsets.ISO_8859_1);
        append(encoded, encoded.length);
    }

    void append(byte[] added, int count) {
        int from = Math.max(0, count - limit);
        if (length + count - from > limit) {
            cut(Math.min(length, Math.max(length + count - from - limit, limit / 2)));
        }
        if (length + count - from > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, length + count - from)));
        }
        System.arraycopy(added, from, bytes, length, count - from);
        length += count - from;
    }

    /// Forgets at least so many bytes, up to the next place that is good to begin at.
    private void cut(int least) {
        int start = next(LINE_FEED, least) + 1;
        if (start == 0) {
            start = next(ESCAPE, least);
        }
        start = start < 0 ? length : start;
        System.arraycopy(bytes, start, bytes, 0, length - start);
        length -= start;
    }

    private int next(byte wanted, int from) {
        for (int index = from; index < length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        return -1;
    }

    /// All that was shown is gone from the screen: begins anew with this.
    void restart(String sequence) {
        length = 0;
        append(sequence);
    }

    void copyTo(ByteArrayOutputStream to) {
        to.write(bytes, 0, length);
    }

    String inBase64() {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
    }
}
