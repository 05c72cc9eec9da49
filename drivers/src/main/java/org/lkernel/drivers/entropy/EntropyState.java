package org.lkernel.drivers.entropy;

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
    public int schemaVersion() {
        return 1;
    }
}
