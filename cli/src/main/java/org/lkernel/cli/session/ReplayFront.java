package org.lkernel.cli.session;

import org.lkernel.actors.Backend;

/// The console of a machine that repeats a journal: nobody is asked, and nothing is read.
public final class ReplayFront implements Front {
    @Override
    public Backend backend() {
        throw new IllegalStateException("a journal answers for this console");
    }

    @Override
    public void begin(MachineLink link) {}

    @Override
    public void release() {}

    @Override
    public void end(int status, String note) {}

    @Override
    public Held held() {
        return Held.NOTHING;
    }

    @Override
    public void restore(Held held) {}

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
}
