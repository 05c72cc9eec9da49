package org.lkernel.snapshots;

import java.util.List;
import org.lkernel.actors.LogLine;
import org.lkernel.actors.choice.ChoicesState;
import org.lkernel.kernel.Port;

/// What a machine is besides its subsystems: how far it came, what is on its way, and where its choices stand.
///
/// @param ports whose states there are, in order
/// @param letters the undelivered messages, oldest first
/// @param inputs how many events of the second gate came before
record MachineFacts(
        long step,
        List<Port> ports,
        List<Undelivered> letters,
        ChoicesState choices,
        long digestLow,
        long digestHigh,
        long inputs,
        List<LogLine> log) {}
