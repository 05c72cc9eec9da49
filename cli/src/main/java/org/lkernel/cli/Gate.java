package org.lkernel.cli;

import org.lkernel.actors.MachineBuilder;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.cli.session.Front;

/// What a machine learns of the host by, and where that is written down.
interface Gate {
    void connect(MachineBuilder builder, Blueprint blueprint, Front front) throws Complaint;

    /// Whether the host's clock goes on while the machine runs.
    boolean isLive(Blueprint blueprint);

    /// Whether more may come when the machine has nothing left to do.
    boolean isOpen();

    /// What to tell the user of a journal that cannot be gone on with.
    Complaint explain(JournalException failure);
}
