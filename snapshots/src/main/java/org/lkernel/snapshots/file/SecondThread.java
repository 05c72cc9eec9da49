package org.lkernel.snapshots.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A thread beside the caller's, which hashes, compresses and synchronises; there is none before the first work.
final class SecondThread implements AutoCloseable {
    private @Nullable ExecutorService executor;

    <T> FutureTask<T> start(Callable<T> work) {
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("snapshot").factory());
        }
        FutureTask<T> task = new FutureTask<>(work);
        executor.execute(task);
        return task;
    }

    /// Work for [#await] to do, when there is nothing to do beside it.
    static <T> FutureTask<T> later(Callable<T> work) {
        return new FutureTask<>(work);
    }

    /// Does the work, if nobody has begun it, or waits for its end, which is never far, so an interrupt may wait too.
    static <T> T await(FutureTask<T> work) {
        boolean interrupted = false;
        work.run();
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw unchecked(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException itself -> itself;
            case Error error -> throw error;
            case IOException failed -> new UncheckedIOException(failed);
            case null, default -> new IllegalStateException("work on a snapshot failed", failure);
        };
    }

    /// Nobody waits for work that was not waited for, but it ends before the caller goes on.
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
            executor.close();
        }
    }
}
