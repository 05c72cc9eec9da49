package org.lkernel.actors.fabric;

/// A subsystem sends faster than another one receives, without end: a bug of the kernel.
public final class QueueOverflow extends RuntimeException {
    QueueOverflow(String message) {
        super(message);
    }
}
