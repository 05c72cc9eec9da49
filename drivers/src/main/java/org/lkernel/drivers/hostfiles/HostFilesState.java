package org.lkernel.drivers.hostfiles;

import org.lkernel.kernel.State;

/// What the host-files driver remembers: how often the host was asked.
public final class HostFilesState implements State<HostFilesState> {
    long lookups;
    long readBytes;

    @Override
    public HostFilesState copy() {
        HostFilesState copy = new HostFilesState();
        copy.lookups = lookups;
        copy.readBytes = readBytes;
        return copy;
    }

    @Override
    public int schemaVersion() {
        return 1;
    }
}
