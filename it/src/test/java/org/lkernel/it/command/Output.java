package org.lkernel.it.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What a process prints, as it comes.
final class Output {
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    Output(InputStream stream) {
        Thread.ofPlatform().daemon().start(() -> read(stream));
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[4096];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // The process was killed: what it printed before counts.
        }
        end();
    }

    private synchronized void add(String more) {
        text.append(more);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Waits until this was printed; fails when the output ends without it.
    synchronized void await(String wanted) {
        try {
            while (text.indexOf(wanted) < 0) {
                if (ended) {
                    throw new AssertionError("'" + wanted + "' was not printed: " + text);
                }
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    synchronized String all() {
        try {
            while (!ended) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return text.toString();
    }
}
