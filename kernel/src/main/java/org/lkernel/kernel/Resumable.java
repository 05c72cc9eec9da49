package org.lkernel.kernel;

/// A subsystem whose handler may stop half-way, at an instruction or after a system call, keeping the rest of its
/// work as state: a hart.
///
/// Pausing is no message, draws no choice and changes no digest. Whoever hosts the subsystem calls [#proceed]
/// before it delivers anything to anyone, and what is sent then counts as sent by the message that began the
/// work.
public interface Resumable {
    /// Whether a handler stopped half-way and has work left; part of the state.
    boolean unfinished();

    /// Goes on with the work left, until it is done or the pause of [#pauseAt] is reached again.
    void proceed(Outbox outbox);

    /// Instructions retired since boot; part of the state.
    long retired();

    /// Asks the handler to stop as soon as [#retired] reaches this; `Long.MAX_VALUE` for never. Not part of the
    /// state.
    void pauseAt(long retired);

    /// System calls of this number made since boot, those it answers itself among them; part of the state. A call
    /// is made once its arguments have been fetched.
    long calls(int number);

    /// Asks the handler to stop as soon as it has made so many calls of that number, whoever answers them; the next
    /// [#pauseAt] takes this back. Not part of the state.
    void pauseAtCall(int number, long calls);

    /// The machine's time as far as this has come, nanoseconds since boot.
    long nowNanos();
}
