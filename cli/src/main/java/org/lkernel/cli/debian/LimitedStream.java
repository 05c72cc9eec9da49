package org.lkernel.cli.debian;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails once it has given more than it may: the guard against small files that unpack to huge
/// ones.
final class LimitedStream extends FilterInputStream {

    private final String what;
    private final long limitBytes;
    private long takenBytes;

    LimitedStream(InputStream in, String what, long limitBytes) {
        super(in);
        this.what = what;
        this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int taken = super.read(buffer, offset, length);
        count(Math.max(taken, 0));
        return taken;
    }

    @Override
    public long skip(long amount) throws IOException {
        long skipped = super.skip(amount);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        takenBytes += bytes;
        if (takenBytes > limitBytes) {
            throw new RootFailure(what + " is larger than the " + limitBytes + " bytes that its index allows");
        }
    }
}
