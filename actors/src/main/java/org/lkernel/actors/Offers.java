package org.lkernel.actors;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Where other threads leave messages for the machine, and the request to stop: the only thing shared between
/// threads.
final class Offers {
    private static final int LONGEST = 1 << 16;

    private final LinkedBlockingQueue<Offer> waiting = new LinkedBlockingQueue<>(LONGEST);
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private volatile boolean signalled;
    private volatile @Nullable Thread sleeper;

    record Offer(Port receiver, Message message) {}

    /// False when there is no room: the machine is busy and the caller shall come again.
    boolean offer(Port receiver, Message message) {
        boolean taken = waiting.offer(new Offer(receiver, message));
        signal();
        return taken;
    }

    void requestStop() {
        stopRequested.set(true);
        signal();
    }

    /// Whether anything happened since the last [#clearSignal].
    boolean signalled() {
        return signalled;
    }

    void clearSignal() {
        signalled = false;
    }

    /// Whether a stop was requested; asking takes the request back.
    boolean takeStop() {
        return stopRequested.getAndSet(false);
    }

    @Nullable
    Offer poll() {
        return waiting.poll();
    }

    /// Sleeps until something is offered, or so many nanoseconds; `Long.MAX_VALUE` for as long as it takes.
    void await(long nanos) {
        sleeper = Thread.currentThread();
        if (!signalled && nanos > 0) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
    }

    private void signal() {
        signalled = true;
        LockSupport.unpark(sleeper);
    }
}
