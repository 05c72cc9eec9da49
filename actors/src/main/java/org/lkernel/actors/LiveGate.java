package org.lkernel.actors;

import java.util.Map;
import java.util.function.LongSupplier;
import org.lkernel.actors.journal.JournalWriter;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.device.Console;

/// The second gate open to the host: asks the devices' backends and records what they said.
final class LiveGate implements InputGate {
    private static final long CHECKPOINT_STEPS = 1 << 16;

    private final Map<Port, Backend> backends;
    private final JournalWriter journal;
    private final Pace pace;
    private final LongSupplier hostNanos;
    private long askedNanos = -1;
    private long answeredNanos;
    private long step;
    private long nextCheckpoint = CHECKPOINT_STEPS;

    /// @param hostNanos to measure by how long the backends take
    LiveGate(Map<Port, Backend> backends, JournalWriter journal, Pace pace, LongSupplier hostNanos) {
        this.pace = pace;
        this.backends = backends;
        this.journal = journal;
        this.hostNanos = hostNanos;
    }

    @Override
    public Message ask(Port device, Message question) {
        Backend backend = backends.get(device);
        if (backend == null) {
            throw new IllegalStateException("nobody on the host answers for " + device);
        }
        if (question instanceof Console.ReadHost) {
            journal.settle(step);
        }
        long handling = pace.handling();
        pace.handling(0);
        long before = hostNanos.getAsLong();
        Message answer = backend.answer(question);
        answeredNanos = hostNanos.getAsLong();
        askedNanos = Math.max(0, askedNanos) + answeredNanos - before;
        pace.handling(handling);
        journal.answered(step, device, question, answer);
        return answer;
    }

    @Override
    public void at(long newStep) {
        step = newStep;
    }

    @Override
    public long dueStep() {
        return nextCheckpoint;
    }

    @Override
    public void boundary(long now, Digest digest, Injector injector) {
        if (now >= nextCheckpoint) {
            journal.checkpoint(now, digest);
            nextCheckpoint = now + CHECKPOINT_STEPS;
        }
    }

    @Override
    public void injected(long now, Port receiver, Message message) {
        journal.injected(now, receiver, message);
    }

    @Override
    public void reseeded(long now, long seed) {
        journal.reseeded(now, seed);
    }

    @Override
    public void midway(long now) {}

    @Override
    public void settle() {
        journal.settle(Long.MAX_VALUE);
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public long takeAskedNanos() {
        long asked = askedNanos;
        askedNanos = -1;
        return asked;
    }

    @Override
    public long answeredNanos() {
        return answeredNanos;
    }

    @Override
    public boolean exhausted(long now) {
        return false;
    }

    @Override
    public long position() {
        return journal.position();
    }

    @Override
    public void load(long newStep, long position, long seed) {
        step = newStep;
        nextCheckpoint = newStep + CHECKPOINT_STEPS;
        journal.continueFrom(newStep, position, seed);
    }

    @Override
    public void end(long now, Digest digest) {
        journal.ended(now, digest);
    }

    @Override
    public void close() {
        journal.close();
    }
}
