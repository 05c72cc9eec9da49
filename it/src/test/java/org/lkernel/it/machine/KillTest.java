package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kill -9` in every call that waits: it ends the task, and no subsystem remembers anything of it.
final class KillTest {
    /// What a program may leave behind: names it looked up in the base, and pages of the files it read.
    private static final List<String> CACHES = List.of("files.inodes", "memory.objects");

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,3"})
    void nothingIsLeftOfATaskThatWasKilledWhileItWaited(long seed, int harts) {
        SortedMap<String, Integer> ofNothing;
        try (Guest guest = Guest.setup().seed(seed).harts(harts).boot("/bin/true")) {
            guest.machine().run();
            ofNothing = Remains.of(guest.machine()).sizes();
        }
        try (Guest guest = Guest.setup().seed(seed).harts(harts).boot("/bin/killtest")) {
            guest.machine().run();
            String text = guest.text();
            assertEquals(0, guest.result().status(), text);
            assertTrue(text.contains("PASS read of an empty pipe: SIGKILL ends it") && !text.contains("FAIL"), text);
            Remains remains = Remains.of(guest.machine());
            remains.callers().remove(1);
            assertTrue(remains.callers().isEmpty(), () -> "calls of " + remains.callers());
            CACHES.forEach(cache -> {
                assertTrue(
                        remains.sizes().containsKey(cache),
                        () -> remains.sizes().toString());
                remains.sizes().put(cache, ofNothing.get(cache));
            });
            assertEquals(ofNothing, remains.sizes());
        }
    }

    @Test
    void aReaderOfTheTerminalIsKilledToo() {
        Guest.Result result = Guest.setup().terminal().run("/bin/killtest");
        assertEquals(0, result.status(), result::text);
        assertTrue(result.text().contains("PASS read of a terminal: SIGKILL ends it"), result::text);
    }
}
