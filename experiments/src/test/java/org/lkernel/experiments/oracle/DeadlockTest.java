package org.lkernel.experiments.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.schedule.Ending;
import org.lkernel.experiments.schedule.Outcome;
import org.lkernel.experiments.schedule.Wait;

/// What is said of a program that stands still.
class DeadlockTest {
    private static final Wait CLIENTS = new Wait(1, "accept", "a peer", "a peer", List.of(), true);

    private static Wait lock(int task, int address, Integer... holders) {
        String thing = "0x%x".formatted(address);
        return new Wait(task, "futex", thing, "the lock at " + thing, Arrays.asList(holders), false);
    }

    private static @Nullable Failure judge(List<Wait> fifo, Wait... waits) {
        Outcome outcome = new Outcome(new Ending.Stuck(List.of(waits)), 0, 0);
        try (Computer computer = Computer.builder().boot("/bin/true")) {
            return ProgramOracle.idle(0, fifo).judge(outcome, computer);
        }
    }

    @Test
    void theRingIsNamedAndNotThoseWhoWaitForItsTasks() {
        Failure failure = new Deadlock(List.of(lock(1, 9, 2), lock(2, 1, 3), lock(3, 2, 4), lock(4, 3, 2))).failure();
        assertEquals("deadlock/futex 0x1, futex 0x2, futex 0x3", failure.signature());
        assertTrue(
                failure.text()
                        .startsWith("deadlock: task 2 waits for the lock at 0x1 in futex → task 3 waits for the lock at"
                                + " 0x2 in futex → task 4 waits for the lock at 0x3 in futex → task 2; task 1 waits"),
                failure.text());
    }

    @Test
    void twoDeadlocksOfTheSameCallsAreTwoBugs() {
        Failure one = new Deadlock(List.of(lock(2, 1, 3), lock(3, 2, 2))).failure();
        Failure other = new Deadlock(List.of(lock(2, 5, 3), lock(3, 6, 2))).failure();
        assertNotEquals(one.signature(), other.signature());
        Failure again = new Deadlock(List.of(lock(7, 2, 8), lock(8, 1, 7))).failure();
        assertEquals(one.signature(), again.signature());
    }

    @Test
    void oneOfSeveralHoldersMayCloseTheRing() {
        Wait pipe = new Wait(5, "read", "pipe at descriptor 3", "something", List.of(8, 6), false);
        Failure failure =
                new Deadlock(List.of(pipe, new Wait(6, "wait4", "child", "a child", List.of(5), false))).failure();
        assertEquals("deadlock/read pipe at descriptor 3, wait4 child", failure.signature());
    }

    @Test
    void whereNobodyWaitsAndNothingCanHappenSomethingIsWrong() {
        Failure failure = judge(List.of());
        assertNotNull(failure);
        assertEquals("deadlock/nobody waits", failure.signature());
    }

    @Test
    void aServiceThatRestsAsInFifoOrderIsNotDeadlocked() {
        List<Wait> fifo = List.of(CLIENTS, lock(2, 1));
        assertNull(judge(fifo, CLIENTS, lock(2, 1)));
        assertNotNull(judge(fifo, CLIENTS, lock(2, 7)), "it waits in the same call, and for something else");
        assertNotNull(judge(fifo, lock(1, 1), lock(2, 1)));
    }

    @Test
    void theSameWaitsInARingAreADeadlock() {
        List<Wait> fifo = List.of(CLIENTS, lock(2, 1), lock(3, 2));
        assertNull(judge(fifo, CLIENTS, lock(2, 1), lock(3, 2)));
        assertNotNull(judge(fifo, CLIENTS, lock(2, 1, 3), lock(3, 2, 2)));
    }

    @Test
    void whatNobodyOutsideCanAnswerIsADeadlockInFifoOrderToo() {
        assertNotNull(judge(List.of(lock(2, 1)), lock(2, 1)));
    }
}
