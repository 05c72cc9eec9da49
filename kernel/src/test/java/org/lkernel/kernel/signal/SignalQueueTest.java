package org.lkernel.kernel.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.kernel.abi.Signal;

/// Pending signals: which is next, and what is kept of each.
final class SignalQueueTest {
    private static SignalInfo user(int signal, int pid) {
        return SignalInfo.from(signal, SignalInfo.SI_QUEUE, pid, 0);
    }

    @Test
    void whatAnInstructionRaisedComesFirstThenTheLowestNumber() {
        SignalQueue queue =
                SignalQueue.EMPTY.with(user(1, 1)).with(user(Signal.SEGV, 2)).with(user(40, 3));
        assertEquals(Signal.SEGV, queue.next(-1));
        assertEquals(1, queue.withoutFirst(Signal.SEGV).next(-1));
        assertEquals(40, queue.next(Signal.bit(40)));
        assertEquals(0, queue.next(Signal.bit(2)));
    }

    @Test
    void realTimeSignalsComeInTheOrderTheyWereQueued() {
        SignalQueue queue =
                SignalQueue.EMPTY.with(user(40, 1)).with(user(41, 9)).with(user(40, 2));
        assertEquals(user(40, 1), queue.first(40));
        SignalQueue rest = queue.withoutFirst(40);
        assertTrue(rest.holds(40));
        assertEquals(user(40, 2), rest.first(40));
        assertFalse(rest.withoutFirst(40).holds(40));
    }

    @Test
    void aSignalThatFoundNoRoomIsPendingAllTheSame() {
        SignalQueue queue = SignalQueue.EMPTY.withBare(12);
        assertEquals(12, queue.next(-1));
        assertEquals(SignalInfo.from(12, SignalInfo.SI_USER, 0, 0), queue.first(12));
        assertEquals(SignalQueue.EMPTY, queue.withoutFirst(12));
    }

    @Test
    void whatIsDroppedLeavesNothingBehind() {
        SignalQueue queue =
                SignalQueue.EMPTY.with(user(18, 1)).with(user(40, 2)).with(user(18, 3));
        assertEquals(SignalQueue.EMPTY.with(user(40, 2)), queue.without(Signal.bit(18)));
    }
}
