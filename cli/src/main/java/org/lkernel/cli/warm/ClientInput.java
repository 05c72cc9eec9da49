package org.lkernel.cli.warm;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Another process's input: whoever waits for some can be called off, so that none of it is taken when the command
/// that wanted it has ended.
final class ClientInput extends InputStream {
    /// How long a reader may go on waiting for a command that has ended.
    private static final int LOOK_MILLIS = 50;

    private final FileInputStream input;
    private final int descriptor;
    private boolean closed;
    private boolean reading;

    ClientInput(FileInputStream input, int descriptor) {
        this.input = input;
        this.descriptor = descriptor;
    }

    FileInputStream file() {
        return input;
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begin();
        try {
            while (!Posix.awaitInput(descriptor, LOOK_MILLIS)) {
                if (isClosed()) {
                    throw new IOException("closed");
                }
            }
            return input.read(into, offset, length);
        } finally {
            leave();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void begin() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        reading = true;
    }

    private synchronized void leave() throws IOException {
        reading = false;
        if (closed) {
            input.close();
        }
    }

    /// The descriptor is given back when nobody waits at it any more.
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (!reading) {
            input.close();
        }
    }
}
