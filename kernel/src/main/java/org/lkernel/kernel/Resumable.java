package org.lkernel.kernel;

/// A subsystem whose handler may stop half-way at an instruction, keeping the rest of its work as state: a hart.
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
}
