package org.lkernel.kernel.clock;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// What the clock understands: machine time, deadlines, and who is told when one is reached.
///
/// Machine time is nanoseconds since boot. Without a hardware clock it is moved by whoever spends it: in virtual time the
/// harts' retired instructions and jumps when all are idle, in live mode the host's clock, told as a message.
public sealed interface Clock extends Message {
    /// Sends `alarm` to the sender once `deadlineNanos` is reached. Replaces an earlier one of the same sender and key.
    record Arm(long key, long deadlineNanos, Message alarm) implements Clock {}

    /// Forgets the sender's alarm; one already sent cannot be called back.
    record Disarm(long key) implements Clock {}

    /// Every busy hart has reached this time.
    record Reached(long nowNanos) implements Clock {}

    /// No task is ready or running: jump to the next deadline (in live mode: wait for it). Answered by `Scheduler.TimeIs`
    /// when there is a deadline to jump to.
    record Idle(long nowNanos) implements Clock {}

    /// The host's time since boot, injected in live mode.
    record HostTime(long nowNanos) implements Clock {}

    /// The real-time clock device answered at boot.
    record EpochIs(long epochNanos) implements Clock {}

    /// `clock_settime(2)`, already permitted: wall-clock time is this at `nowNanos`. Told on to every hart.
    record SetEpoch(long epochNanos) implements Clock {}

    /// Asks the port that the clock be started: sent once at boot by the board.
    record Start(java.util.List<Port> harts) implements Clock {}
}
