package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.syscall.Call;

/// A call that is not answered yet.
///
/// @param parked whether the hart was told to go on with another task; otherwise an answer from another subsystem
/// is due
/// @param swapped whether `Tasks` swapped the caller's signal mask for it
/// @param awaiting whether another subsystem was asked, so that nothing may be broken off until it has answered
/// @param cancelled whether a signal came meanwhile: the call is broken off instead of waiting once more
/// @param sources what it waits for; its place in each queue is (source, sequence)
/// @param deadlineNanos when the clock breaks it off; `Long.MAX_VALUE` for never
record Ongoing(
        Call call,
        Operation operation,
        boolean parked,
        boolean swapped,
        boolean awaiting,
        boolean cancelled,
        List<Long> sources,
        long sequence,
        long deadlineNanos) {
    static final long NEVER = Long.MAX_VALUE;

    Ongoing swap() {
        return new Ongoing(call, operation, parked, true, awaiting, cancelled, sources, sequence, deadlineNanos);
    }

    Ongoing cancel() {
        return new Ongoing(call, operation, parked, swapped, awaiting, true, sources, sequence, deadlineNanos);
    }

    /// A place in the queue of those who wait for one source, in order of arrival.
    record Slot(long source, long sequence) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int order = Long.compare(source, other.source);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }
}
