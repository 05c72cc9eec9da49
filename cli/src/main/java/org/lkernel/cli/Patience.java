package org.lkernel.cli;

import java.io.PrintWriter;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Stuck;
import org.lkernel.cli.caller.Caller;

/// What is done about a machine that does not come back: the process ends, whatever its thread is doing.
record Patience(Caller caller) {
    /// How long a machine that was told to stop may stay at one step, and how long whoever watches may take to be told.
    private static final long STOP_MILLIS = 2_000;

    private static final long LOOK_MILLIS = 50;

    /// Reports a handler that loops, and ends the process.
    ///
    /// @param tell what else is to be said, which may itself not come back
    void end(PrintWriter error, Stuck stuck, Runnable tell) {
        error.println("lkernel: " + stuck.report());
        error.flush();
        Thread teller = Thread.ofPlatform().daemon().name("last words").start(tell);
        try {
            teller.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        caller.end(Session.FAILED);
    }

    /// The machine was told to stop: if a step takes too long, the process ends with the status. A machine that stands
    /// still is being saved, or has ended, and may take its time.
    ///
    /// @return who waits, to be interrupted when the machine has ended
    Thread await(Machine machine, int status) {
        return Thread.ofPlatform().daemon().name("patience").start(() -> look(machine, status));
    }

    private void look(Machine machine, int status) {
        long step = -1;
        for (long waited = 0; waited < STOP_MILLIS; ) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            long now = machine.stepUnderWay();
            waited = now >= 0 && now == step ? waited + LOOK_MILLIS : 0;
            step = now;
        }
        caller.end(status);
    }
}
