package org.lkernel.kernel.signal;

import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Signals that wait for a task, or for any task of a process.
///
/// A standard signal waits once, however often it was raised; real-time signals queue in order. A bit may be set
/// without an entry: the queue was full, and the signal has lost what it had to tell.
///
/// @param set the pending signals, bit n-1 for signal n
/// @param entries what is known of them, oldest first
/// @see "signal(7), Queueing and delivery semantics for real-time signals"
public record SignalQueue(long set, PVector<SignalInfo> entries) {
    public static final SignalQueue EMPTY = new SignalQueue(0, TreePVector.empty());

    public boolean holds(int signal) {
        return (set & bit(signal)) != 0;
    }

    public SignalQueue with(SignalInfo info) {
        return new SignalQueue(set | bit(info.signal()), entries.plus(info));
    }

    /// The signal alone, for want of room.
    public SignalQueue withBare(int signal) {
        return new SignalQueue(set | bit(signal), entries);
    }

    /// Without any occurrence of these signals.
    public SignalQueue without(long signals) {
        if ((set & signals) == 0) {
            return this;
        }
        PVector<SignalInfo> kept = TreePVector.empty();
        for (SignalInfo info : entries) {
            kept = (bit(info.signal()) & signals) == 0 ? kept.plus(info) : kept;
        }
        return new SignalQueue(set & ~signals, kept);
    }

    /// The oldest occurrence of a pending signal.
    public SignalInfo first(int signal) {
        int index = indexOf(signal, 0);
        return index < 0 ? SignalInfo.from(signal, SignalInfo.SI_USER, 0, 0) : entries.get(index);
    }

    /// Without the oldest occurrence; the signal stays pending if there is another.
    public SignalQueue withoutFirst(int signal) {
        int index = indexOf(signal, 0);
        boolean more = index >= 0 && indexOf(signal, index + 1) >= 0;
        return new SignalQueue(more ? set : set & ~bit(signal), index < 0 ? entries : entries.minus(index));
    }

    /// The lowest pending signal of these, those an instruction raised before all others; 0 when there is none.
    public int next(long wanted) {
        long found = set & wanted;
        long synchronous = found & org.lkernel.kernel.abi.Signal.SYNCHRONOUS;
        return found == 0 ? 0 : Long.numberOfTrailingZeros(synchronous != 0 ? synchronous : found) + 1;
    }

    /// The queued occurrence that satisfies nothing but being of this timer, or null.
    public @Nullable SignalInfo ofTimer(int signal, SignalInfo like) {
        for (SignalInfo info : entries) {
            if (info.signal() == signal
                    && info.code() == like.code()
                    && info.fields().slice(0, 4).equals(like.fields().slice(0, 4))) {
                return info;
            }
        }
        return null;
    }

    private int indexOf(int signal, int from) {
        for (int index = from; index < entries.size(); index++) {
            if (entries.get(index).signal() == signal) {
                return index;
            }
        }
        return -1;
    }

    private static long bit(int signal) {
        return 1L << signal - 1;
    }
}
