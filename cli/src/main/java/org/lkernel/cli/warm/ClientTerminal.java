package org.lkernel.cli.warm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lkernel.cli.caller.Tty;

/// The terminal of another process, which changes its settings when it is asked to.
final class ClientTerminal implements Tty {
    private static final long PATIENCE_SECONDS = 10;

    private final Slot slot;
    private final InputStream input;
    private final OutputStream output;
    private final Semaphore done = new Semaphore(0);
    private volatile Runnable changed = () -> {};
    private volatile int rows;
    private volatile int columns;

    ClientTerminal(Slot slot, InputStream input, OutputStream output) {
        this.slot = slot;
        this.input = input;
        this.output = output;
    }

    /// The launcher has done what it was asked to.
    void restored() {
        done.release();
    }

    /// The launcher tells the window's size: that it is as it is now, and so is everything else.
    ///
    /// @param words rows and columns
    void sized(String... words) {
        try {
            rows = Integer.parseInt(words[1]);
            columns = Integer.parseInt(words[2]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
            rows = 0;
            columns = 0;
        }
        done.release();
        changed.run();
    }

    private void ask(String what) {
        try {
            done.drainPermits();
            slot.say(what);
            done.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException gone) {
            // The host is about to end with it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void onResize(Runnable told) {
        changed = told;
    }

    @Override
    public void raw() {
        ask("raw");
    }

    @Override
    public void restore() {
        ask("restore");
    }

    @Override
    public void close() {
        changed = () -> {};
        restore();
    }
}
