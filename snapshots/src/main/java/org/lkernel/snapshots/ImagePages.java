package org.lkernel.snapshots;

import org.lkernel.kernel.memory.HostPages;
import org.lkernel.snapshots.file.Pages;

/// The pages of a machine, as a snapshot file takes them.
record ImagePages(HostPages host) implements Pages {
    @Override
    public int[] frames() {
        return host.frames();
    }

    @Override
    public void copy(int frame, byte[] target, int offset) {
        host.copy(frame, target, offset);
    }
}
