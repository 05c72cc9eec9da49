package org.lkernel.cli.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// A client of a session, as the session's process sees it: what it is yet to be sent, bounded.
///
/// A terminal that does not keep up loses what is between; once it reads again it is painted anew, and is right again.
final class Peer {
    private static final int WAITING_BYTES = 1 << 22;
    private static final int WAITING_FRAMES = 1 << 12;
    /// How long a client that reads nothing may keep a machine's process from ending.
    private static final long PATIENCE_SECONDS = 5;

    private final Wire wire;
    private final Screen screen;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private int waitingBytes;
    private boolean behind;
    private boolean closing;

    Peer(Wire wire, Screen screen) {
        this.wire = wire;
        this.screen = screen;
        Thread.ofVirtual().name("session-output").start(this::drain);
    }

    synchronized void send(Frame frame) {
        if (!closing && waiting.size() < WAITING_FRAMES) {
            waiting.add(frame);
            notifyAll();
        }
    }

    /// Output of the guest's: for the screen's memory and for the client at once, so that a painting holds either all
    /// or nothing of it.
    synchronized void show(Bytes output) {
        screen.write(output.toArray());
        if (waitingBytes + output.length() > WAITING_BYTES || waiting.size() >= WAITING_FRAMES) {
            waiting.removeIf(Frame.Output.class::isInstance);
            waitingBytes = 0;
            behind = true;
        }
        if (!behind) {
            enqueue(output);
        }
        notifyAll();
    }

    /// Paints the terminal from the screen's memory.
    synchronized void paint() {
        behind = false;
        enqueue(Bytes.wrap(screen.painting()));
        notifyAll();
    }

    private void enqueue(Bytes output) {
        for (int from = 0; from < output.length(); from += Frame.LONGEST) {
            waiting.add(new Frame.Output(output.slice(from, Math.min(Frame.LONGEST, output.length() - from))));
        }
        waitingBytes += output.length();
    }

    /// The last frame: what is waiting is still sent.
    synchronized void end(Frame.Ended last) {
        if (!closing) {
            waiting.add(last);
            closing = true;
            notifyAll();
        }
    }

    synchronized void close() {
        closing = true;
        waiting.clear();
        notifyAll();
    }

    void await() {
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                wire.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        try {
            for (Frame frame = next(); frame != null; frame = next()) {
                wire.write(frame);
            }
        } catch (IOException | InterruptedException gone) {
            close();
        } finally {
            finished.countDown();
        }
    }

    private synchronized @Nullable Frame next() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (behind && !closing) {
                paint();
            } else if (closing) {
                return null;
            } else {
                wait();
            }
        }
        Frame frame = waiting.remove();
        if (frame instanceof Frame.Output output) {
            waitingBytes -= output.content().length();
        }
        return frame;
    }
}
