package org.lkernel.actors;

import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// The second gate as the engine sees it: answers of the host, and what the host sends of its own accord.
interface InputGate extends Input, AutoCloseable {
    /// The engine's step count, set before each delivery, so that an answer is placed.
    void at(long step);

    /// The step at which [#boundary] wants to be called next, or `Long.MAX_VALUE`.
    long dueStep();

    /// Between two steps: injects what came at this step, records or verifies the digest.
    void boundary(long step, Digest digest, Injector injector);

    /// The host sends this message now, between two steps.
    void injected(long step, Port receiver, Message message);

    /// Decisions are those of another seed from now on; perhaps inside a slice.
    void reseeded(long step, long seed);

    /// The machine goes on inside a slice.
    void midway(long step);

    /// The machine is about to wait for the host.
    void settle();

    /// Whether messages may come from outside; a replay knows them already.
    boolean open();

    /// How long the host was asked since the last time this was, or -1 if it was not.
    default long takeAskedNanos() {
        return -1;
    }

    /// What the host's clock said when it last answered.
    default long answeredNanos() {
        return 0;
    }

    /// Whether the recorded run ended here.
    boolean exhausted(long step);

    /// The place in the stream of events, for an image.
    long position();

    void load(long step, long position, long seed);

    /// Writes what is buffered, and closes the run at this step.
    void end(long step, Digest digest);

    @Override
    void close();

    /// How a gate puts a message on its way.
    @FunctionalInterface
    interface Injector {
        void inject(Port receiver, Message message);
    }
}
