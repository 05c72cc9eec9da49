package org.lkernel.drivers.computer;

import org.lkernel.actors.MachineImage;

/// Where a [Computer] stood: the machine, and how far its console had come. Held until closed.
public final class Checkpoint implements AutoCloseable {
    private final MachineImage image;
    private final MemoryConsole.Place console;
    private boolean closed;

    Checkpoint(MachineImage image, MemoryConsole.Place console) {
        this.image = image;
        this.console = console;
    }

    /// For those who look into it.
    ///
    /// @throws IllegalStateException when it was closed
    public MachineImage image() {
        if (closed) {
            throw new IllegalStateException("this checkpoint was closed");
        }
        return image;
    }

    MemoryConsole.Place console() {
        return console;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            image.close();
        }
    }
}
