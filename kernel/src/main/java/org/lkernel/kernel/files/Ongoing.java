package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.syscall.Call;

/// A call that is not answered yet.
///
/// @param parked whether the hart was told to go on with another task; otherwise an answer from another subsystem is due
/// @param masked whether `Tasks` swapped the caller's signal mask for it
/// @param sources what it waits for; its place in each queue is (source, sequence)
/// @param deadlineNanos when the clock breaks it off; `Long.MAX_VALUE` for never
record Ongoing(Call call, Operation operation, boolean parked, boolean masked, List<Long> sources, long sequence, long deadlineNanos) {
    static final long NEVER = Long.MAX_VALUE;

    /// A place in the queue of those who wait for one source, in order of arrival.
    record Slot(long source, long sequence) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int order = Long.compare(source, other.source);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }
}
