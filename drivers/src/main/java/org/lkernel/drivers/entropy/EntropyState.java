package org.lkernel.drivers.entropy;

import java.util.List;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;

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
    public String toString() {
        return StateText.of(this, Port.ENTROPY);
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
