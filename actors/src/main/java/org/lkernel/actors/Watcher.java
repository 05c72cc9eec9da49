package org.lkernel.actors;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Sees every delivery before it is handled; changes nothing. Reports are watchers.
@FunctionalInterface
public interface Watcher {
    void delivering(long step, Port sender, Port receiver, Message message);

    /// The same for who would be told more.
    default Observer observer() {
        return (delivery, nanos) ->
                delivering(delivery.step(), delivery.sender(), delivery.receiver(), delivery.message());
    }
}
