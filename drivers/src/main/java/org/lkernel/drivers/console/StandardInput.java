package org.lkernel.drivers.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The host's standard input as a stream of which a read gets all it asks for, or what is left before the end: how
/// fast the host delivers cannot be seen.
///
/// A thread that is in a `read` of the host cannot be called back, so that what may have to wait is read by a thread
/// of its own, and [#interrupt] makes the one who waits for it give up. Nothing is lost by that: what had come, and
/// what comes later, is what the next read gets. Never is more taken from the host than was asked for, because what
/// is left over belongs to whoever reads the same stream next.
public final class StandardInput {
    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream host;
    private @Nullable Thread reader;
    private byte[] waiting;
    /// How many of the bytes of `waiting` are there.
    private int count;
    /// How many the reader shall have there.
    private int wanted;
    private boolean ended;
    private @Nullable IOException failure;
    private boolean interrupted;
    /// Who wants to know when there is something, once.
    private @Nullable Runnable eager;

    /// What was taken from the host and not from here.
    ///
    /// @param ended whether the host has no more
    public record Unread(Bytes content, boolean ended) {
        public static final Unread NOTHING = new Unread(Bytes.EMPTY, false);
    }

    public StandardInput(InputStream host) {
        this(Unread.NOTHING, host);
    }

    /// @param before what comes ahead of the host's own
    public StandardInput(Unread before, InputStream host) {
        this.host = host;
        waiting = before.content().toArray();
        count = waiting.length;
        ended = before.ended();
    }

    /// The next `length` bytes, fewer only at the end.
    ///
    /// @throws InterruptedIOException when [#interrupt] was called: the bytes are still to come
    public synchronized Bytes read(int length) throws IOException {
        takeWhatIsThere(length);
        demand(length);
        try {
            while (count < length && !ended) {
                giveUp();
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return take(Math.min(length, count));
    }

    /// Up to `length` bytes of what is there, empty at the end; null when there is nothing yet, and then `arrived` is
    /// run, by another thread, when there is. Here one can see how fast the host delivers.
    public synchronized @Nullable Bytes poll(int length, Runnable arrived) throws IOException {
        if (count == 0 && wanted == 0 && !ended) {
            takeWhatIsThere(Math.min(length, host.available()));
        }
        if (count > 0 || ended || length == 0) {
            return take(Math.min(length, count));
        }
        giveUp();
        eager = arrived;
        demand(length);
        return null;
    }

    /// Makes the read that waits, or the next one that would have to, give up; from any thread.
    public synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }

    public synchronized Unread unread() {
        return new Unread(Bytes.copyOf(waiting, 0, count), ended);
    }

    /// Bytes that need no waiting need no other thread.
    private void takeWhatIsThere(int length) throws IOException {
        if (count < length && wanted <= count && !ended && host.available() >= length - count) {
            reserve(length);
            int got = host.readNBytes(waiting, count, length - count);
            count += got;
        }
    }

    private void demand(int length) {
        if (count >= length || ended) {
            return;
        }
        wanted = Math.max(wanted, length);
        if (reader == null) {
            reader = Thread.ofPlatform().daemon().name("standard-input").start(this::fetch);
        }
        notifyAll();
    }

    private void giveUp() throws IOException {
        IOException seen = failure;
        if (interrupted) {
            interrupted = false;
            throw new InterruptedIOException();
        } else if (seen != null) {
            failure = null;
            wanted = 0;
            throw seen;
        }
    }

    private Bytes take(int length) {
        Bytes taken = Bytes.copyOf(waiting, 0, length);
        System.arraycopy(waiting, length, waiting, 0, count - length);
        count -= length;
        wanted = Math.max(0, wanted - length);
        return taken;
    }

    private void reserve(int length) {
        if (waiting.length < length) {
            waiting = Arrays.copyOf(waiting, length);
        }
    }

    // ---- the reader's thread

    private void fetch() {
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int room = awaitDemand(); room > 0; room = awaitDemand()) {
                try {
                    came(chunk, host.read(chunk, 0, Math.min(room, chunk.length)));
                } catch (IOException gone) {
                    failed(gone);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many bytes are to be fetched; 0 when there will be none.
    private synchronized int awaitDemand() throws InterruptedException {
        while (!ended && (wanted <= count || failure != null)) {
            wait();
        }
        return ended ? 0 : wanted - count;
    }

    private synchronized void came(byte[] chunk, int length) {
        if (length < 0) {
            ended = true;
        } else {
            reserve(count + length);
            System.arraycopy(chunk, 0, waiting, count, length);
            count += length;
        }
        arrived();
    }

    private void arrived() {
        Runnable told = eager;
        eager = null;
        if (told != null) {
            told.run();
        }
        notifyAll();
    }

    private synchronized void failed(IOException gone) {
        failure = gone;
        arrived();
    }
}
