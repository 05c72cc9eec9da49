package org.lkernel.actors;

import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A message that was delivered, and as which step.
///
/// @param cause the step in which it was sent; 0 when the host sent it, or before an image was loaded
public record Delivery(long step, long cause, Port sender, Port receiver, Message message) {
    private static final int SHOWN_CHARACTERS = 240;

    /// One whose cause is not known.
    public Delivery(long step, Port sender, Port receiver, Message message) {
        this(step, 0, sender, receiver, message);
    }

    @Override
    public String toString() {
        String text = Escapes.controls(String.valueOf(message));
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        return "#%d%s %s → %s %s".formatted(step, cause == 0 ? "" : " by #" + cause, sender, receiver, shown);
    }
}
