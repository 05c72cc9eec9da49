package org.lkernel.actors;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Sees every delivery before it is handled; changes nothing. Traces and reports are watchers.
@FunctionalInterface
public interface Watcher {
    void delivering(long step, Port sender, Port receiver, Message message);
}
