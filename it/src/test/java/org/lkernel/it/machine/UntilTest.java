package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Until;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.hart.HartState;

/// The places `--at` names, on real programs.
final class UntilTest {
    private static Guest boot() {
        return Guest.setup()
                .seed(3)
                .harts(2)
                .boot("/bin/sh", "-c", "echo one; echo two | cat; sleep 2; date; echo three");
    }

    private static Stop run(Guest guest, String place) {
        return guest.machine().run(Until.parse(place, Board.SYSTEM_CALLS));
    }

    private static long calls(Guest guest, int number) {
        long sum = 0;
        for (Subsystem<?, ?> subsystem : guest.machine().subsystems()) {
            sum += subsystem.state() instanceof HartState hart ? hart.counts()[number] : 0;
        }
        return sum;
    }

    @Test
    void stopsBeforeACallHasItsEffect() {
        try (Guest guest = boot()) {
            assertEquals(Stop.CONDITION, run(guest, "syscall:write:1"));
            assertEquals("", guest.text());
            assertEquals(Stop.CONDITION, run(guest, "syscall:write:2"));
            assertEquals("one\n", guest.text());
        }
    }

    @Test
    void stopsRightAfterACallThatTheHartAnswers() {
        int clockGetTime = 113;
        try (Guest guest = boot()) {
            for (long number = 1; run(guest, "syscall:clock_gettime:" + number) == Stop.CONDITION; number++) {
                assertEquals(number, calls(guest, clockGetTime));
            }
            assertTrue(calls(guest, clockGetTime) > 0, "there are such calls");
        }
    }

    @Test
    void theTimeOfAnIdleMachineJumps() {
        try (Guest guest = boot()) {
            assertEquals(Stop.CONDITION, run(guest, "time:1s"));
            assertTrue(guest.machine().nowNanos() >= 2_000_000_000L, "everybody slept until then");
        }
    }

    @Test
    void stoppingChangesNothing() {
        String whole;
        try (Guest guest = boot()) {
            guest.machine().run();
            whole = guest.result().digest();
        }
        try (Guest guest = boot()) {
            for (String place : new String[] {
                "message:100",
                "syscall:write:1",
                "instruction:50000",
                "syscall:clock_gettime:1",
                "time:1s",
                "syscall:write:3"
            }) {
                assertEquals(Stop.CONDITION, run(guest, place), place);
            }
            assertEquals(Stop.QUIET, guest.machine().run());
            assertEquals(whole, guest.result().digest());
        }
    }
}
