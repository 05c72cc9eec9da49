package org.lkernel.snapshots.file;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A thread beside the caller's, which hashes and compresses in the order of [#start]; there is none before the first.
final class SecondThread implements AutoCloseable {
    private @Nullable ExecutorService executor;

    <T> Future<T> start(Callable<T> work) {
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("snapshot").factory());
        }
        return executor.submit(work);
    }

    /// Does the work at once, when there is nothing to do beside it.
    static <T> Future<T> here(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        task.run();
        return task;
    }

    /// Waits for some work's end, which is never far, so an interrupt may wait too.
    static <T> T await(Future<T> work) {
        boolean interrupted = false;
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
