package org.lkernel.actors;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A message that was delivered, and as which step.
public record Delivery(long step, Port sender, Port receiver, Message message) {
    private static final int SHOWN_CHARACTERS = 240;

    @Override
    public String toString() {
        String text = String.valueOf(message);
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        return "#%d %s → %s %s".formatted(step, sender, receiver, shown);
    }
}
