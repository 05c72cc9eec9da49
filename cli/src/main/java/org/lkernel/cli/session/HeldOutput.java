package org.lkernel.cli.session;

import java.io.ByteArrayOutputStream;

/// Output kept back for a while, as long as it is not too much.
final class HeldOutput {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean lost;

    HeldOutput(int limit) {
        this.limit = limit;
    }

    void add(byte[] added) {
        if (bytes.size() + added.length > limit) {
            bytes.reset();
            lost = true;
        } else if (!lost) {
            bytes.writeBytes(added);
        }
    }

    /// Whether it was too much, so that what is kept is of no use.
    boolean hasLost() {
        return lost;
    }

    byte[] take() {
        byte[] taken = bytes.toByteArray();
        clear();
        return taken;
    }

    void clear() {
        bytes.reset();
        lost = false;
    }
}
