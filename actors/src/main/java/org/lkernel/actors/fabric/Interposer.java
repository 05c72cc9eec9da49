package org.lkernel.actors.fabric;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Stands between outbox and mailbox, and says what becomes of a message that was sent: the place for faults, since no
/// subsystem can tell it from a fabric that loses, doubles or changes what it carries.
///
/// What it does must follow from what it was told and has seen, so that a run with it repeats as one without it does.
@FunctionalInterface
public interface Interposer {
    /// Carries messages to mailboxes.
    @FunctionalInterface
    interface Carrier {
        void carry(Port sender, Port receiver, Message message);
    }

    /// Hands the message on, as it is or otherwise, once, never or more often; or answers it in the receiver's name.
    void pass(Port sender, Port receiver, Message message, Carrier carrier);

    /// Nothing can be delivered: hands on what was held back so far; false when nothing was.
    default boolean release(Carrier carrier) {
        return false;
    }
}
