package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What programs look up below `/proc` and `/sys`, as `proc(5)` and `sysfs(5)` have it.
final class ProcfsTest {
    private static String shell(int harts, String script) {
        try (Guest guest = Guest.setup().harts(harts).seed(1).boot("/bin/sh", "-c", script)) {
            guest.machine().run();
            assertEquals(0, guest.result().status(), guest::text);
            return guest.text();
        }
    }

    @Test
    void sysfsTellsOfHarts() {
        String script = "cd /sys/devices/system/cpu; cat online possible cpu1/topology/core_id; ls";
        assertEquals(
                "0-1\n0-1\n1\ncpu0\ncpu1\nisolated\nkernel_max\noffline\nonline\npossible\npresent\n",
                shell(2, script));
        assertTrue(shell(1, script + " 2>/dev/null; true").startsWith("0\n0\n"));
    }

    @Test
    void linksAndParentsLeadWhereTheyShould() {
        assertEquals(
                "65536\n65536\n",
                shell(1, "cat /sys/class/net/lo/mtu; cd /sys/devices/virtual/net/lo/statistics/; cat ../mtu"));
        assertEquals("lo:\n", shell(1, "cat /proc/net/dev | grep -o 'lo:'"));
    }

    @Test
    void aTaskIsRenamedByItsOwnProcessOnly() {
        assertEquals("other\n", shell(1, "echo other >/proc/self/comm; cat /proc/$$/comm | head -n 1"));
        assertEquals("sh\n", shell(1, "(echo other >/proc/1/comm) 2>/dev/null; cat /proc/1/comm; true"));
    }

    @Test
    void statusKnowsWhatFourSubsystemsKnow() {
        String text = shell(2, "umask 027; cat /proc/self/status");
        for (String line : new String[] {
            "Umask:\t0027\n", "VmRSS:", "Threads:\t1\n", "Cpus_allowed:\t3\n", "Cpus_allowed_list:\t0-1\n"
        }) {
            assertTrue(text.contains(line), text);
        }
    }

    @Test
    void aNameForgesNoLine() {
        String text = shell(1, "printf 'x\\nUid:\\t0' >/proc/self/comm; head -n 2 /proc/$$/status; true");
        assertTrue(text.startsWith("Name:\tx\\nUid:"), text);
        assertTrue(text.contains("\nUmask:\t"), text);
    }

    @Test
    void whatIsInMemoryAddsUp() {
        String script = "cat /proc/self/smaps_rollup | grep ^Rss; cat /proc/self/smaps | grep -c VmFlags >/dev/null";
        assertTrue(shell(1, script).matches("(?s)Rss: +[1-9]\\d* kB\n"));
    }
}
