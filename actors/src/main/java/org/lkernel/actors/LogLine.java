package org.lkernel.actors;

import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Port;

/// A line of a machine's log: what `dmesg` shows.
///
/// @param nanos the machine's time
public record LogLine(long step, long nanos, Port port, Logged.Level level, String text) {
    /// As dmesg(8) prints it.
    @Override
    public String toString() {
        return "[%5d.%06d] %s: %s"
                .formatted(nanos / 1_000_000_000, nanos / 1000 % 1_000_000, port, Escapes.controls(text));
    }
}
