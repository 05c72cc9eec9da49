package org.lkernel.kernel.syscall;

import java.util.List;
import org.lkernel.kernel.Bytes;

/// What an answer gives that its owner takes back if it cannot be stored where the caller wants it: a call that fails
/// with `EFAULT` leaves a stream's bytes, an interest list's events and the table of descriptors as they were.
///
/// The hart stores an answer after its owner has gone on, so that no read has to ask first whether it may write; in the
/// rare case that it may not, it says how far it came. What others have read meanwhile stays read.
public sealed interface Loan {
    /// Bytes of a stream: the first that the answer stores.
    ///
    /// @param stream the number of the pipe or socket
    /// @param lengths of the pieces they were in, each of which is taken whole or not at all
    /// @param packet whether they were a packet of a pipe; `lost` is what was not asked for of it
    /// @param descriptors of what came along, closed again
    record Taken(long stream, List<Integer> lengths, boolean packet, Bytes lost, List<Integer> descriptors)
            implements Loan {}

    /// Descriptors that were made, closed again.
    record Made(List<Integer> descriptors) implements Loan {}

    /// Events of an interest list, each stored by a copy-out of its own.
    record Reported(long list, List<Event> events) implements Loan {}

    /// An interest and what it had asked for.
    record Event(int descriptor, long file, int wanted) {}
}
