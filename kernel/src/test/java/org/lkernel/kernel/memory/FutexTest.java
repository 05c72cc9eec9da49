package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

class FutexTest {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int LOCK_PI = 6;
    private static final int UNLOCK_PI = 7;
    private static final int TRYLOCK_PI = 8;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int PRIVATE = 128;
    private static final int REALTIME = 256;
    private static final int EAGAIN = -11;
    private static final int EFAULT = -14;
    private static final int ETIMEDOUT = -110;

    private Rig rig = new Rig(1, 2000, 2);
    private long word;

    @BeforeEach
    void map() {
        rig.build(1);
        word = rig.map(1, 4096) + 64;
    }

    @AfterEach
    void close() {
        assertEquals(0, rig.state().futexes.queues().size());
        assertEquals(0, rig.state().futexes.keys().size());
        assertTrue(rig.alarms.isEmpty());
        rig.close();
    }

    private MemoryCall.Futex futex(Call call, int operation, int value, long timeout, long address2, int value3) {
        return new MemoryCall.Futex(call, word, operation, value, timeout, address2, value3);
    }

    private Call park(int task, int operation, int value, long timeout, int value3) {
        Call call = rig.call(task % 2, 1, task);
        rig.tell(Port.hart(task % 2), futex(call, operation, value, timeout, 0, value3));
        rig.drain();
        return call;
    }

    private long wake(int count) {
        return rig.value(futex(rig.call(0, 1), WAKE, count, 0, 0, 0));
    }

    private static Completion value(long value) {
        return Completion.value(value);
    }

    @Test
    void waitsOnlyWhileTheWordIsWhatWasExpected() {
        rig.storeWord(0, 1, word, 5, 4);
        assertEquals(EAGAIN, rig.value(futex(rig.call(0, 1), WAIT, 4, 0, 0, 0)));
        Call waiter = park(200, WAIT, 5, 0, 0);
        assertNull(rig.answer(waiter));
        assertEquals(1, wake(10));
        assertEquals(value(0), rig.await(waiter));
        assertEquals(0, wake(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PRIVATE})
    void whoSaysPrivateDoesNotMeetWhoDoesNot(int flag) {
        int other = flag ^ PRIVATE;
        Call waiter = park(200, WAIT | flag, 0, 0, 0);
        assertEquals(0, rig.value(futex(rig.call(0, 1), WAKE | other, 9, 0, 0, 0)));
        assertNull(rig.answer(waiter));
        assertEquals(1, rig.value(futex(rig.call(0, 1), WAKE | flag, 9, 0, 0, 0)));
        assertEquals(value(0), rig.await(waiter));
    }

    @Test
    void onlyAPrivateFutexMayBeWhereNothingIsMapped() {
        assertEquals(0, rig.value(new MemoryCall.Futex(rig.call(0, 1), 1 << 30, WAKE | PRIVATE, 1, 0, 0, 0)));
        assertEquals(EFAULT, rig.value(new MemoryCall.Futex(rig.call(0, 1), 1 << 30, WAKE, 1, 0, 0, 0)));
        assertEquals(EFAULT, rig.value(new MemoryCall.Futex(rig.call(0, 1), -4, WAKE | PRIVATE, 1, 0, 0, 0)));
    }

    @Test
    void theFirstToComeIsTheFirstToBeWoken() {
        Call first = park(200, WAIT, 0, 0, 0);
        Call second = park(201, WAIT, 0, 0, 0);
        Call third = park(202, WAIT, 0, 0, 0);
        assertEquals(2, wake(2));
        assertEquals(value(0), rig.await(first));
        assertEquals(value(0), rig.await(second));
        assertNull(rig.answer(third));
        assertEquals(1, wake(Integer.MAX_VALUE));
        rig.drain();
    }

    /// One side waits while the word is 0; the other sets it and wakes. Whatever the order, the waiter goes on.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void noWakeIsLostInAnyOrder(long seed) {
        rig.close();
        rig = new Rig(seed, 2000, 2);
        map();
        rig.store(1, 1, word, 0);
        Call waiter = rig.call(0, 1, 200);
        rig.tell(Port.hart(0), futex(waiter, WAIT, 0, 0, 0, 0));
        if (seed % 2 == 0) {
            rig.step();
        }
        rig.store(1, 1, word, 1);
        Call waker = rig.call(1, 1, 201);
        rig.tell(Port.hart(1), futex(waker, WAKE, 1, 0, 0, 0));
        rig.drain();
        Completion answer = (Completion) rig.await(waiter);
        assertTrue(answer.equals(value(0)) || answer.equals(value(EAGAIN)), answer.toString());
    }

    @Test
    void sharedMemoryIsOneFutexInEverySpace() {
        word = rig.map(0, 1, 0, 4096, 3, MapCalls.MAP_SHARED | MapCalls.MAP_ANONYMOUS, -1, 0) + 8;
        rig.copy(1, 2);
        Call waiter = park(200, WAIT, 0, 0, 0);
        assertEquals(1, rig.value(futex(rig.call(1, 2), WAKE, 1, 0, 0, 0)));
        assertEquals(value(0), rig.await(waiter));
        word = word - 8 + 0;
        Call other = park(200, WAIT, 0, 0, 0);
        rig.drop(2);
        assertEquals(1, wake(1));
        rig.await(other);
    }

    @Test
    void privateMemoryIsAnotherFutexAfterAFork() {
        rig.copy(1, 2);
        Call waiter = park(200, WAIT, 0, 0, 0);
        assertEquals(0, rig.value(futex(rig.call(1, 2), WAKE, 1, 0, 0, 0)));
        assertEquals(1, wake(1));
        rig.await(waiter);
    }

    @Test
    void aTimeOutEndsTheWait() {
        long timeout = word + 64;
        rig.storeWord(0, 1, timeout, 2, 8);
        rig.storeWord(0, 1, timeout + 8, 500, 8);
        Call waiter = park(200, WAIT, 0, timeout, 0);
        Clock.Arm alarm = rig.alarm(200);
        rig.alarms.clear();
        assertEquals(rig.nowNanos + 2_000_000_500L, alarm.deadlineNanos());
        rig.tell(Port.CLOCK, (Memory) alarm.alarm());
        assertEquals(value(ETIMEDOUT), rig.await(waiter));
        assertEquals(0, wake(1));
        Call next = park(200, WAIT, 0, timeout, 0);
        rig.tell(Port.CLOCK, (Memory) alarm.alarm());
        rig.drain();
        assertNull(rig.answer(next), "an alarm that came too late is nobody's");
        assertEquals(1, wake(1));
        assertEquals(value(0), rig.await(next));
    }

    @Test
    void absoluteTimesFollowTheWallClock() {
        rig.tell(Port.CLOCK, new Memory.EpochIs(null, 1_000_000_000_000L));
        rig.drain();
        assertEquals(1, rig.epochsKnown);
        long timeout = word + 64;
        rig.storeWord(0, 1, timeout, 1001, 8);
        Call waiter = park(200, WAIT_BITSET | REALTIME, 0, timeout, -1);
        assertEquals(1_000_000_000L, rig.alarm(200).deadlineNanos());
        rig.tell(Port.CLOCK, new Memory.EpochIs(null, 999_000_000_000L));
        rig.drain();
        assertEquals(2_000_000_000L, rig.alarm(200).deadlineNanos());
        rig.storeWord(0, 1, timeout, 998, 8);
        assertEquals(
                ETIMEDOUT,
                rig.value(new MemoryCall.Futex(rig.call(0, 1), word, WAIT_BITSET | REALTIME, 0, timeout, 0, -1)));
        assertEquals(1, wake(1));
        rig.await(waiter);
        rig.storeWord(0, 1, timeout + 8, 1_000_000_000L, 8);
        assertEquals(-22, rig.value(futex(rig.call(0, 1), WAIT, 0, timeout, 0, 0)));
        assertEquals(-14, rig.value(futex(rig.call(0, 1), WAIT, 0, 16, 0, 0)));
    }

    @Test
    void bitsChooseWhoIsWoken() {
        Call first = park(200, WAIT_BITSET, 0, 0, 1);
        Call second = park(201, WAIT_BITSET, 0, 0, 2);
        assertEquals(1, rig.value(futex(rig.call(0, 1), WAKE_BITSET, 10, 0, 0, 2)));
        assertEquals(value(0), rig.await(second));
        assertNull(rig.answer(first));
        assertEquals(-22, rig.value(futex(rig.call(0, 1), WAIT_BITSET, 0, 0, 0, 0)));
        assertEquals(1, wake(1));
        rig.drain();
    }

    @Test
    void requeuedWaitersAreWokenAtTheOtherFutex() {
        Call first = park(200, WAIT, 0, 0, 0);
        Call second = park(201, WAIT, 0, 0, 0);
        Call third = park(202, WAIT, 0, 0, 0);
        long other = word + 16;
        assertEquals(EAGAIN, rig.value(futex(rig.call(0, 1), CMP_REQUEUE, 1, 1, other, 3)));
        assertEquals(2, rig.value(futex(rig.call(0, 1), CMP_REQUEUE, 1, 1, other, 0)));
        assertEquals(value(0), rig.await(first));
        assertEquals(1, rig.value(new MemoryCall.Futex(rig.call(0, 1), other, WAKE, 9, 0, 0, 0)));
        assertEquals(value(0), rig.await(second));
        assertNull(rig.answer(third));
        assertEquals(1, wake(9));
        rig.drain();
    }

    @Test
    void wakeWithAnOperationChangesTheSecondWord() {
        long other = word + 16;
        rig.storeWord(0, 1, other, 7, 4);
        Call waiter = park(200, WAIT, 0, 0, 0);
        // Add 5, and wake at the second if it was more than 6.
        int operation = 1 << 28 | 4 << 24 | 5 << 12 | 6;
        assertEquals(1, rig.value(futex(rig.call(0, 1), WAKE_OP, 1, 1, other, operation)));
        assertEquals(12, rig.loadInt(0, 1, other));
        rig.await(waiter);
    }

    @Test
    void aSignalBreaksTheWaitOffUnlessItWasAnswered() {
        Call waiter = park(200, WAIT, 0, 0, 0);
        rig.tell(Port.SCHEDULER, new Memory.Cancel(rig.call(0, 1, 200), false));
        rig.drain();
        assertNull(rig.answer(waiter), "another call of the same task");
        rig.tell(Port.SCHEDULER, new Memory.Cancel(waiter, false));
        assertEquals(new Completion.Interrupted(Completion.Restart.IF_ALLOWED), rig.await(waiter));
        assertEquals(0, wake(1));
        rig.tell(Port.SCHEDULER, new Memory.Cancel(waiter, true));
        rig.drain();
    }

    @Test
    void aLockIsHandedOnInTurn() {
        assertEquals(0, rig.value(futex(rig.call(0, 1, 200), LOCK_PI, 0, 0, 0, 0)));
        assertEquals(200, rig.loadInt(0, 1, word));
        assertEquals(-35, rig.value(futex(rig.call(0, 1, 200), LOCK_PI, 0, 0, 0, 0)));
        assertEquals(EAGAIN, rig.value(futex(rig.call(0, 1, 201), TRYLOCK_PI, 0, 0, 0, 0)));
        Call second = park(201, LOCK_PI, 0, 0, 0);
        Call third = park(202, LOCK_PI, 0, 0, 0);
        assertEquals(200 | Futexes.WAITERS, rig.loadInt(0, 1, word));
        assertEquals(-1, rig.value(futex(rig.call(0, 1, 203), UNLOCK_PI, 0, 0, 0, 0)));
        assertEquals(0, rig.value(futex(rig.call(0, 1, 200), UNLOCK_PI, 0, 0, 0, 0)));
        assertEquals(value(0), rig.await(second));
        assertEquals(201 | Futexes.WAITERS, rig.loadInt(0, 1, word));
        assertEquals(0, rig.value(futex(rig.call(0, 1, 201), UNLOCK_PI, 0, 0, 0, 0)));
        assertEquals(value(0), rig.await(third));
        assertEquals(202, rig.loadInt(0, 1, word));
        assertEquals(0, rig.value(futex(rig.call(0, 1, 202), UNLOCK_PI, 0, 0, 0, 0)));
        assertEquals(0, rig.loadInt(0, 1, word));
    }

    @Test
    void aDeadThreadsIdIsClearedAndItsJoinerWoken() {
        rig.storeWord(0, 1, word, 300, 4);
        Call joiner = park(200, WAIT, 300, 0, 0);
        rig.tell(Port.TASKS, new Memory.ClearTid(1, word));
        assertEquals(value(0), rig.await(joiner));
        assertEquals(0, rig.loadInt(0, 1, word));
        rig.tell(Port.TASKS, new Memory.ClearTid(1, 4));
        rig.tell(Port.TASKS, new Memory.ClearTid(9, word));
        rig.drain();
    }

    @Test
    void aDeadThreadsLocksBecomeOrphans() {
        long head = word + 256;
        long entry = word + 320;
        long offset = word - entry;
        rig.storeWord(0, 1, head, entry, 8);
        rig.storeWord(0, 1, head + 8, offset, 8);
        rig.storeWord(0, 1, entry, head, 8);
        rig.storeWord(0, 1, word, 300 | Futexes.WAITERS, 4);
        Call waiter = park(200, WAIT, 300 | Futexes.WAITERS, 0, 0);
        rig.tell(Port.TASKS, new Memory.ReleaseRobust(1, 301, head));
        rig.drain();
        assertNull(rig.answer(waiter), "another owner");
        rig.tell(Port.TASKS, new Memory.ReleaseRobust(1, 300, head));
        assertEquals(value(0), rig.await(waiter));
        assertEquals(Futexes.OWNER_DIED | Futexes.WAITERS, rig.loadInt(0, 1, word));
        rig.storeWord(0, 1, entry, entry, 8);
        rig.tell(Port.TASKS, new Memory.ReleaseRobust(1, 300, head));
        rig.drain();
    }

    @Test
    void badArgumentsAreRefused() {
        Call call = rig.call(0, 1);
        assertEquals(-22, rig.value(new MemoryCall.Futex(call, word + 1, WAIT, 0, 0, 0, 0)));
        assertEquals(-14, rig.value(new MemoryCall.Futex(rig.call(0, 1), 64, WAIT, 0, 0, 0, 0)));
        assertEquals(-38, rig.value(futex(rig.call(0, 1), 77, 0, 0, 0, 0)));
        assertEquals(-38, rig.value(futex(rig.call(0, 1), WAKE | REALTIME, 0, 0, 0, 0)));
    }

    @Test
    void aFrameTakenTwiceAndAWaiterThatIsKnownElsewhereAreSeen() {
        Call waiter = park(200, WAIT, 0, 0, 0);
        MemoryState copy = rig.state().copy();
        assertNull(copy.flaw(true));
        assertTrue(copy.owes(200));
        assertFalse(copy.owes(201));
        copy.futexes = new FutexTable(copy.futexes.queues(), copy.futexes.keys().minus(200), true);
        assertEquals("task 200 waits at a futex and is known to wait elsewhere", copy.flaw(true));
        copy.futexes = rig.state().futexes;
        copy.frames.retain(Frames.ZERO);
        assertTrue(String.valueOf(copy.flaw(true)).startsWith("frame 0 was taken"));
        copy.close();
        wake(1);
        assertEquals(value(0), rig.await(waiter));
    }
}
