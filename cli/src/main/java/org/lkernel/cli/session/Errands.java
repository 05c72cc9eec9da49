package org.lkernel.cli.session;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;

/// What other threads want done with a machine: done on its own thread, while it stands still between two steps.
public final class Errands implements AutoCloseable {
    private record Errand<T>(Function<Machine, T> work, CompletableFuture<T> result) {
        void run(Machine machine) {
            try {
                result.complete(work.apply(machine));
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        }
    }

    private final Machine machine;
    private final Runnable nudge;
    private final Semaphore awake = new Semaphore(0);
    private final ConcurrentLinkedQueue<Errand<?>> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean quitting;
    private volatile boolean closed;

    /// @param nudge makes the machine come back from a wait for the host that [Machine#requestStop] does not end
    public Errands(Machine machine, Runnable nudge) {
        this.machine = machine;
        this.nudge = nudge;
    }

    /// Asks from any thread; the answer, or what it failed with, comes when the machine has stood still.
    public <T> CompletableFuture<T> ask(Function<Machine, T> work) {
        Errand<T> errand = new Errand<>(work, new CompletableFuture<>());
        waiting.add(errand);
        stop();
        if (closed) {
            cancel();
        }
        return errand.result();
    }

    /// The machine is to end where it is.
    public void quit() {
        quitting = true;
        stop();
    }

    private void stop() {
        machine.requestStop();
        nudge.run();
        wake();
    }

    /// Something has come for a machine that may have nothing left to do.
    void wake() {
        awake.release();
    }

    /// Waits, on the machine's thread, until something has come: a machine in virtual time stands still while nobody
    /// types.
    public void await() {
        try {
            awake.acquire();
            awake.drainPermits();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            quitting = true;
        }
    }

    public boolean quitting() {
        return quitting;
    }

    /// Does what was asked; on the machine's thread, after a run came back.
    public void run() {
        for (@Nullable Errand<?> errand = waiting.poll(); errand != null; errand = waiting.poll()) {
            errand.run(machine);
        }
    }

    private void cancel() {
        for (@Nullable Errand<?> errand = waiting.poll(); errand != null; errand = waiting.poll()) {
            errand.result().completeExceptionally(new CancellationException("the machine has ended"));
        }
    }

    /// The machine has ended: nothing more will be done.
    @Override
    public void close() {
        closed = true;
        cancel();
    }
}
