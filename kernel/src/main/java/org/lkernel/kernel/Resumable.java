package org.lkernel.kernel;

/// A subsystem whose handler can be stopped in the middle: a hart, at any instruction.
///
/// Pausing is no message, draws no choice and changes no digest: what `proceed` sends is sent as if by the handler that was
/// paused, and nothing else may be delivered to anyone before.
public interface Resumable {
    /// Instructions retired so far.
    long retired();

    /// Stops once this many have retired; `Long.MAX_VALUE` never does.
    void pauseAt(long retired);

    /// Whether the last handler stopped early.
    boolean unfinished();

    /// Goes on with the handler that stopped early.
    void proceed(Outbox outbox);
}
