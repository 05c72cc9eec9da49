package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.task.TasksState;

/// What the mail of December 2000 worried about, and what programs may do to each other but not to the kernel.
final class FoundingMailTest {
    @Test
    void aStrayMemsetKillsItsProgramAndNobodyElse() {
        Guest.Result result =
                Guest.setup().run("/bin/sh", "-c", "memset-at 0x12345678; echo $?; echo the shell goes on");
        assertEquals("memset(0x12345678, 0, 0x100)\n139\nthe shell goes on\n", result.text());
        assertEquals(0, result.status());
    }

    @Test
    void theFaultAddressIsInTheLog() {
        try (Guest guest = Guest.setup().boot("/bin/memset-at", "0x12345678")) {
            guest.machine().run();
            assertEquals(139, guest.result().status());
            assertTrue(
                    guest.machine().log().stream().anyMatch(line -> line.text().contains("12345678")),
                    () -> guest.machine().log().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cowtest",
                "forktest",
                "sigtest",
                "futextest",
                "threads",
                "tlbtest",
                "vdsotest",
                "messagetest",
                "scarcetest",
                "holetest",
                "pidfdtest",
                "cputimer",
                "herdtest"
            })
    void theExercisersFindNothingWrong(String exerciser) {
        Guest.Result result = Guest.setup().harts(2).seed(3).run("/bin/" + exerciser);
        assertEquals(0, result.status(), () -> result.text() + result.errors());
        assertTrue(result.text().contains("PASS") && !result.text().contains("FAIL"), result::text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomSystemCallsWithRandomArgumentsDoNoHarm(long seed) {
        String[] words = {"/bin/anarchy", String.valueOf(seed), "20000"};
        Guest.Result result =
                Guest.setup().memory(128L << 20).harts(2).seed(seed).run(words);
        assertEquals("anarchy: the kernel stands after 20000 calls\n", result.text(), result::errors);
        assertEquals(
                result.digest(),
                Guest.setup().memory(128L << 20).harts(2).seed(seed).run(words).digest());
    }

    @ParameterizedTest
    @ValueSource(longs = 6)
    void amongRandomSystemCallsTheOneThatEndsTheMachineDoesSoInOrder(long seed) {
        assertEquals(untilReboot(seed), untilReboot(seed));
    }

    private static String untilReboot(long seed) {
        Guest.Setup setup = Guest.setup().memory(128L << 20).harts(2).seed(seed);
        try (Guest guest = setup.boot("/bin/anarchy", String.valueOf(seed), "100000", "reboot")) {
            guest.machine().run(() -> guest.ended() != null, Long.MAX_VALUE);
            assertEquals(new TasksState.Ended(0, "reboot"), guest.ended());
            assertEquals("", guest.text(), "not all calls were made");
            return guest.result().digest();
        }
    }

    @Test
    void aMemoryHogIsKilledAndTheRestGoesOn() {
        Guest.Result result =
                Guest.setup().memory(48L << 20).run("/bin/sh", "-c", "memhog >/dev/null; echo $?; echo alive");
        assertEquals("137\nalive\n", result.text());
    }

    @Test
    void aForkBombComesToAnEnd() {
        Guest.Result result =
                Guest.setup().memory(256L << 20).run("/bin/sh", "-c", "forkbomb >/dev/null 2>&1; echo over");
        assertEquals("over\n", result.text());
    }

    @Test
    void aDeadReaderKillsTheWriterWithSigpipe() {
        Guest.Result result = Guest.setup().run("/bin/sh", "-c", "yes | head -n 2; seq 1 100000 | head -n 1");
        assertEquals("y\ny\n1\n", result.text());
    }
}
