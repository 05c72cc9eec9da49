package org.lkernel.drivers.computer;

import org.lkernel.actors.MachineImage;

/// Where a [Computer] stood: the machine, and how far its console had come. Held until closed.
///
/// @param image for those who look into it
public record Checkpoint(MachineImage image, MemoryConsole.Place console) implements AutoCloseable {
    @Override
    public void close() {
        image.close();
    }
}
