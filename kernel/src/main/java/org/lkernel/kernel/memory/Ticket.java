package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// A shootdown under way: who has still to acknowledge it, and what happens then.
///
/// @param awaited the harts that have not acknowledged, a bit each
/// @param before those of them that must have, before `then` is sent
/// @param frames lose a reference each when all have
/// @param then what the call that caused it says at its end, or null when it was said already
record Ticket(
        long awaited,
        long before,
        FrameList frames,
        @Nullable Sending then) {
    /// A message to be sent later.
    record Sending(Port receiver, Message message) {}

    Ticket acknowledgedBy(int hart) {
        long without = ~(1L << hart);
        return new Ticket(awaited & without, before & without, frames, then);
    }

    Ticket said() {
        return new Ticket(awaited, before, frames, null);
    }
}
