package org.lkernel.actors.fabric;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/// Stores what it is given to run, for the driver thread to run when it pleases.
final class DrivenExecutor extends AbstractExecutorService {
    private final Family family;
    private boolean shut;

    DrivenExecutor(Family family) {
        this.family = family;
    }

    @Override
    public void execute(Runnable command) {
        family.store(command);
    }

    @Override
    public void shutdown() {
        shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shut = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shut;
    }

    @Override
    public boolean isTerminated() {
        return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shut;
    }
}
