package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// What a machine runs out of it has again afterwards: nothing is left in any subsystem of what was refused.
final class ScarceTest {
    private static final long MEMORY_BYTES = 32 << 20;
    /// What a program may leave behind: names it looked up in the base, and pages of the files it read.
    private static final List<String> CACHES = List.of("files.inodes", "memory.objects");

    @Test
    void callsRefusedForWantOfAnythingLeaveNothing() {
        SortedMap<String, Integer> ofNothing = after("/bin/true");
        SortedMap<String, Integer> remains = after("/bin/scarcetest", "machine");
        CACHES.forEach(cache -> remains.put(cache, ofNothing.get(cache)));
        assertEquals(ofNothing, remains);
    }

    private static SortedMap<String, Integer> after(String... words) {
        try (Guest guest = Guest.setup().memory(MEMORY_BYTES).seed(1).boot(words)) {
            guest.machine().run();
            assertEquals(0, guest.result().status(), guest::text);
            assertFalse(guest.text().contains("FAIL"), guest::text);
            return Remains.of(guest.machine()).sizes();
        }
    }
}
