package org.lkernel.actors.fabric;

import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Message;

/// Who decides what a [Fabric] delivers, and is told of everything that happens there.
public interface Driver {
    /// The position in [Ready] of the message to be delivered next, or -1 to stop delivering.
    int next();

    /// The message is about to be handled.
    ///
    /// @param cause the step in which it was sent, or 0
    /// @return the step that this is
    long delivering(int sender, int receiver, Message message, long cause);

    /// The subsystem has handled it, perhaps half-way only; what it sent is not told yet.
    void handled(Host host);

    void logged(Host host, Logged line);

    /// A handler failed, or sent what cannot be sent. Nothing is delivered after this.
    void failed(Host host, Throwable cause);
}
