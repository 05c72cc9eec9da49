package org.lkernel.cli;

import org.lkernel.actors.Machine;
import org.lkernel.cli.session.Errands;

/// Holds a machine between two steps for as long as the command's process is stopped.
final class Pause {
    private boolean stopped;

    /// From any thread.
    void set(boolean now, Errands errands) {
        if (change(now)) {
            var _ = errands.ask(this::hold);
        }
    }

    /// Whether the machine is now to be held.
    private synchronized boolean change(boolean now) {
        stopped = now;
        notifyAll();
        return now;
    }

    private synchronized boolean hold(Machine machine) {
        try {
            while (stopped) {
                wait();
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
