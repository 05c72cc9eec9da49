package org.lkernel.snapshots;

import org.lkernel.actors.fabric.Letter;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A message on its way; its place among the others says how old it is.
record Undelivered(Port sender, Port receiver, Message message) {
    static Undelivered of(Letter letter) {
        return new Undelivered(letter.sender(), letter.receiver(), letter.message());
    }

    Letter letter(long arrival) {
        return new Letter(arrival, sender, receiver, message);
    }
}
