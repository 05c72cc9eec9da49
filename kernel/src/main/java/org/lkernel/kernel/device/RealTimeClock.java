package org.lkernel.kernel.device;

import org.lkernel.kernel.Message;

/// What the real-time-clock driver understands.
public sealed interface RealTimeClock extends Message {
    /// At boot: reads the host's clock, or the fixed one of virtual time, and tells `Clock`.
    record Attach() implements RealTimeClock {}

    /// Answered `Clock.EpochIs`.
    record Read() implements RealTimeClock {}

    /// The question to the host's side, and its answer: nanoseconds since 1970.
    record ReadHost() implements Message {}

    record Answer(long nanos) implements Message {}
}
