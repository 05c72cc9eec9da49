package org.lkernel.drivers.hostfiles;

import java.util.List;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.pcollections.TreePSet;

/// What the host-files driver remembers: how often the host was asked.
public final class HostFilesState implements State<HostFilesState> {
    long lookups;
    long readBytes;
    /// The files with several names, each as it was shown first.
    TreePSet<Linked> linked = TreePSet.empty();

    /// What the host was asked is remembered for whoever resumes the machine; the guest has nothing of it.
    @Override
    public void project(Projection into) {
        into.number(0);
    }

    @Override
    public HostFilesState copy() {
        HostFilesState copy = new HostFilesState();
        copy.lookups = lookups;
        copy.readBytes = readBytes;
        copy.linked = linked;
        return copy;
    }

    @Override
    public List<Observation> observe(Port port) {
        return List.of(
                new Observation("devices", "host files", "%d look-ups, %d bytes read".formatted(lookups, readBytes)));
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.HOST_FILES);
    }

    @Override
    public int schemaVersion() {
        return 2;
    }
}
