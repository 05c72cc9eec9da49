package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.actors.toy.Rigs;
import org.lkernel.actors.toy.Walker;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.HartCall;
import org.lkernel.kernel.syscall.SyscallTable;

/// A run stops exactly at the place it was told, and stopping changes nothing.
class UntilTest {
    private static final SyscallTable TABLE = new SyscallTable().add(HartCall.class, Port.hart(0));

    private static Machine walkers() {
        Machine machine = Rigs.walkers().seed(6).build();
        Rigs.walkAll(machine, 6);
        return machine;
    }

    private static long greetings(Machine machine) {
        return machine.subsystems().stream()
                .mapToLong(walker -> ((Walker) walker).calls(0))
                .sum();
    }

    @Test
    void stopsAtEveryMessageInstructionAndCallOnTheWay() {
        String whole;
        try (Machine machine = walkers()) {
            machine.run();
            whole = machine.fullDigest();
        }
        try (Machine machine = walkers()) {
            for (long number = 1; machine.run(new Until.SystemCall("greet", 0, number)) == Stop.CONDITION; number++) {
                assertEquals(number, greetings(machine));
                assertEquals(Stop.CONDITION, machine.run(new Until.Instruction(machine.retired() + 2)));
                if (number % 3 == 0) {
                    long next = machine.steps() + 1;
                    assertEquals(Stop.CONDITION, machine.run(new Until.Message(next)));
                    assertEquals(next, machine.steps());
                    number = greetings(machine);
                }
            }
            assertTrue(greetings(machine) > 30, "there are calls to stop at");
            assertEquals(whole, machine.fullDigest());
        }
    }

    @Test
    void aPlaceThatIsBehindIsReachedAtOnce() {
        try (Machine machine = walkers()) {
            machine.run(40);
            long steps = machine.steps();
            for (String place : new String[] {"message:3", "instruction:3", "time:3ns", "syscall:getcpu:1"}) {
                assertEquals(Stop.CONDITION, machine.run(Until.parse(place, TABLE)), place);
                assertEquals(steps, machine.steps(), place);
            }
        }
    }

    @Test
    void aPlaceTheRunDoesNotComeToIsNotReached() {
        try (Machine machine = walkers()) {
            assertEquals(Stop.QUIET, machine.run(new Until.Message(1_000_000)));
        }
    }

    @Test
    void timeIsReachedAtABoundary() {
        try (Machine machine = walkers()) {
            assertEquals(Stop.CONDITION, machine.run(new Until.Time(60)));
            assertTrue(machine.nowNanos() >= 60);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "message:0, message:0",
        "instruction:123456789012, instruction:123456789012",
        "time:5s, time:5000000000ns",
        "time:1.5ms, time:1500000ns",
        "time:2m, time:120000000000ns",
        "syscall:clock_gettime:7, syscall:clock_gettime:7"
    })
    void readsWhatItPrints(String text, String canonical) {
        Until place = Until.parse(text, TABLE);
        assertEquals(canonical, place.toString());
        assertEquals(place, Until.parse(canonical, TABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "message",
                "message:",
                "message:-1",
                "message:x",
                "message:1:2",
                "instruction:99999999999999999999",
                "time:5",
                "time:5h",
                "time:999999999999999999s",
                "syscall:clock_gettime",
                "syscall:clock_gettime:0",
                "syscall:nonsense:1",
                "step:3"
            })
    void refusesWhatIsNoPlaceNamingIt(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Until.parse(text, TABLE));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'" + text + "'"), refusal.getMessage());
    }
}
