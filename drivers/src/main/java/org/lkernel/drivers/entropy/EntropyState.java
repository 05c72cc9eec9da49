package org.lkernel.drivers.entropy;

import java.util.List;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;

/// What the entropy driver remembers: how much it gave.
public final class EntropyState implements State<EntropyState> {
    long drawnBytes;

    @Override
    public EntropyState copy() {
        EntropyState copy = new EntropyState();
        copy.drawnBytes = drawnBytes;
        return copy;
    }

    @Override
    public List<Observation> observe(Port port) {
        return List.of(new Observation("devices", "entropy", drawnBytes + " bytes drawn"));
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
