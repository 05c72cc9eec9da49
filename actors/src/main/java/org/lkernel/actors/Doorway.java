package org.lkernel.actors;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// Where drivers ask, before it is known who answers: the gate needs to know the subsystems, and they need the
/// gate.
final class Doorway implements Input {
    private @Nullable InputGate gate;

    void open(InputGate newGate) {
        gate = newGate;
    }

    @Override
    public Message ask(Port device, Message question) {
        if (gate == null) {
            throw new IllegalStateException(device + " asks before the machine is built");
        }
        return gate.ask(device, question);
    }
}
