package org.lkernel.cli.warm;

import java.io.IOException;

/// Listens to a launcher while its command runs, and sees whether its process is stopped or gone.
final class Attendant implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;
    private static final char STOPPED = 'T';

    private final Slot slot;
    private final Client client;
    private final ProcessEntry process;
    private final Runnable gone;
    private final Thread thread;
    private volatile boolean over;
    private boolean stopped;

    /// @param gone what is to happen when the launcher is killed
    Attendant(Slot slot, Client client, Runnable gone) {
        this.slot = slot;
        this.client = client;
        process = client.process();
        this.gone = gone;
        thread = Thread.ofPlatform().daemon().name("attendant").start(this::attend);
    }

    private void attend() {
        while (!over) {
            String line = slot.hear(LOOK_MILLIS);
            if (line != null && !over) {
                client.hear(line);
            } else if (!over) {
                look();
            }
        }
    }

    private void look() {
        boolean now = false;
        try {
            if (process.holds(Request.ASKING, slot.ask())) {
                now = process.state() == STOPPED;
            } else {
                gone.run();
            }
        } catch (IOException ended) {
            gone.run();
        }
        if (now != stopped) {
            stopped = now;
            client.stop(now);
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
