package org.lkernel.kernel.clock;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.syscall.Call;

/// What the clock understands: machine time, deadlines, and who is told when one is reached.
///
/// Machine time is nanoseconds since boot. There is no hardware clock to interrupt anybody, so time is moved by
/// whoever spends it: in virtual time by the harts' retired instructions, and by a jump to the next deadline
/// whenever nothing else is left to do; in live mode by the host's clock, told as a message. The rest of the
/// kernel cannot tell which.
public sealed interface Clock extends Message {
    /// At boot: the harts that begin once the wall-clock time is known.
    record Start(List<Port> harts) implements Clock {}

    /// Sends `alarm` to the sender once `deadlineNanos` is reached. Replaces an earlier one of the same sender
    /// and key.
    ///
    /// @param background whether it only watches over others: it rings when time comes to it, but alone it keeps no
    /// machine going, so that one with a watchdog in it still ends
    record Arm(long key, long deadlineNanos, Message alarm, boolean background) implements Clock {
        /// An alarm that somebody waits for.
        public Arm(long key, long deadlineNanos, Message alarm) {
            this(key, deadlineNanos, alarm, false);
        }
    }

    /// Forgets the sender's alarm; one already sent cannot be called back.
    record Disarm(long key) implements Clock {}

    /// Every busy hart has reached this time; the scheduler says so when a deadline is due.
    record Reached(long nowNanos) implements Clock {}

    /// Nothing in the whole machine is left to do before the next deadline: jump to it. Sent by the host, in
    /// virtual time.
    record Idle() implements Clock {}

    /// The host's time since boot, in live mode. The scheduler and the harts were told it before.
    record HostTime(long nowNanos) implements Clock {}

    /// The scheduler has taken note of the time it was told; alarms that are due may ring.
    record Noted() implements Clock {}

    /// Of the real-time clock: what the wall clock shows now, nanoseconds since 1970.
    record EpochIs(long epochNanos) implements Clock {}

    /// `clock_settime(2)`: the call is answered once everybody who looks at the wall clock knows.
    record SetEpoch(Call call, long epochNanos) implements Clock {}

    /// `Tasks`, `Files` and `Memory` know the wall-clock time, one after the other.
    ///
    /// @param call that set it, or null at boot: then the harts may begin
    record EpochKnown(@Nullable Call call) implements Clock {}
}
