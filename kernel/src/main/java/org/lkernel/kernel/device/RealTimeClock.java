package org.lkernel.kernel.device;

import org.lkernel.kernel.Message;

/// What the real-time-clock driver understands.
public sealed interface RealTimeClock extends Message {
    /// Answered `Clock.EpochIs`.
    record Read() implements RealTimeClock {}

    /// The question to the host's side, and its answer: nanoseconds since 1970.
    record ReadHost() implements Message {}

    record Answer(long nanos) implements Message {}
}
