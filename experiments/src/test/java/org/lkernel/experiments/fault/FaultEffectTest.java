package org.lkernel.experiments.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.actors.KernelCrash;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.drivers.computer.Situation;
import org.lkernel.experiments.Mistake;
import org.lkernel.kernel.hart.HartState;
import org.lkernel.kernel.syscall.Call;

/// What faults do, as seen by whoever knows nothing of the injector: on the console, in the exit status, in what
/// becomes of the machine.
final class FaultEffectTest {
    private static final int STACK_POINTER = 2;
    private static final int LOOKED_AT = 512;
    /// Beyond what any of these programs takes.
    private static final long MOST_MESSAGES = 200_000;

    /// What somebody sees who looks at the machine from outside.
    private record Seen(int status, String output, String errors, Situation situation) {}

    private static Seen run(String fault, String... words) throws Mistake {
        Faults faults = new Faults();
        try (Computer computer =
                Computer.builder().with(builder -> builder.interpose(faults)).boot(words)) {
            faults.arm(computer.machine(), fault.isEmpty() ? List.of() : List.of(Fault.parse(fault)), 1);
            computer.machine().run(MOST_MESSAGES);
            return seen(computer);
        }
    }

    private static Seen seen(Computer computer) {
        return new Seen(
                computer.status().orElse(-1),
                text(computer.console().output()),
                text(computer.console().errors()),
                computer.situation());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void anInterruptedCallIsMadeAgainAndSoIsSeenInItsNumberAlone() throws Mistake {
        Seen usual = run("", "/bin/echo", "hi");
        assertEquals(usual, run("sys.eintr:write:1", "/bin/echo", "hi"));
        assertEquals(usual, run("sys.eintr:write:1..7", "/bin/echo", "hi"));
        // It tries for ever, so it is the injector that does not.
        assertEquals(
                Situation.RUNNING,
                run("sys.eintr:write:every", "/bin/echo", "hi").situation());
    }

    @Test
    void aCallThatWouldBlockIsAnErrorToWhoeverDoesNotExpectIt() throws Mistake {
        Seen seen = run("sys.eagain:read:1", "/bin/cat", "/etc/passwd");
        assertEquals(1, seen.status());
        assertTrue(seen.errors().contains("Resource temporarily unavailable"), seen::errors);
    }

    @Test
    void aCallThatWasNotMadeMayAnswerAsIfItWas() throws Mistake {
        Seen seen = run("sys.retval:write:1:value=3", "/bin/echo", "hi");
        assertEquals(0, seen.status());
        assertEquals("", seen.output());
    }

    @Test
    void aTransferMayComePartOfTheWay() throws Mistake {
        Seen usual = run("", "/bin/echo", "hi");
        assertEquals(usual, run("mem.usercopy:write:1:partial=2", "/bin/echo", "hi"));
        assertEquals(
                "hi",
                run("mem.usercopy:write:1..2:partial=2", "/bin/echo", "hi").output());
    }

    @Test
    void whatComesTwiceIsSeenTwice() throws Mistake {
        String[] words = {"/bin/head", "-n", "1"};
        assertEquals("xy\r\nxy\r\n", typed("", "xy\n", words).output(), "the echo, and what it wrote");
        assertEquals(
                "xy\r\nxy\r\nxy\r\n",
                typed("msg.dup:console0.Write:1", "xy\n", words).output());
        // A hart is never told twice to run: that is a broken kernel, which says so.
        assertThrows(KernelCrash.class, () -> run("msg.dup:hart0.Run:1", "/bin/echo", "hi"));
    }

    @Test
    void aBitOfAMessageIsABitOfWhatItMeans() throws Mistake {
        assertEquals(
                8,
                run("msg.corrupt_field:tasks.ExitGroup:1:field=status,bit=3", "/bin/echo", "hi")
                        .status());
        int before = MessageBits.count(new Call(1, 1, 0, 1, 0));
        assertEquals(
                8,
                run("msg.bitflip:tasks.ExitGroup:" + (before + 4), "/bin/echo", "hi")
                        .status());
    }

    @Test
    void aFastClockRunsAheadAndOneThatStandsStillStands() throws Mistake {
        String[] words = {"/bin/sh", "-c", "for i in 1 2 3; do sleep 0.01; done; cat /proc/uptime"};
        double usual = uptime(run("", words));
        double fast = uptime(run("clk.drift:0:1:by=1ms", words));
        assertTrue(fast > usual + 0.01, () -> fast + " after " + usual);
        assertEquals(
                "0.00",
                run("clk.freeze:0:1", "/bin/cat", "/proc/uptime").output().split(" ")[0]);
    }

    private static double uptime(Seen seen) {
        return Double.parseDouble(seen.output().split(" ")[0]);
    }

    @Test
    void memoryThatIsTakenIsMissedAndMemoryThatComesBackIsNot() throws Mistake {
        String[] words = {"/bin/sh", "-c", "ls / | sort | tail -n 1"};
        Seen usual = run("", words);
        Seen taken = run("mem.pressure:memory:60:bytes=1024GiB", words);
        assertEquals(137, taken.status());
        assertEquals("", taken.output());
        assertEquals(usual, run("mem.pressure:memory:60:bytes=64MiB", words));
    }

    @Test
    void aBitOfMemoryIsABitOfWhatIsWritten() throws Mistake {
        long address;
        try (Computer computer = Computer.builder().boot("/bin/echo", "hi")) {
            computer.run("instruction:1");
            long stack = computer.state(HartState.class).register(STACK_POINTER);
            String near = new String(computer.memory(1, stack, LOOKED_AT), StandardCharsets.ISO_8859_1);
            address = stack + near.indexOf("hi\0");
        }
        String flip = "mem.bitflip:*:2:address=0x%x,bit=0".formatted(address);
        assertEquals("ii\n", run(flip, "/bin/echo", "hi").output());
    }

    // ---- interrupts

    /// Somebody types a line at a terminal.
    private static Seen typed(String fault, String line, String... words) throws Mistake {
        Faults faults = new Faults();
        try (Computer computer = Computer.builder()
                .terminal()
                .with(builder -> builder.interpose(faults))
                .boot(words)) {
            faults.arm(computer.machine(), fault.isEmpty() ? List.of() : List.of(Fault.parse(fault)), 1);
            computer.machine().run(MOST_MESSAGES);
            computer.type(line);
            computer.machine().run(MOST_MESSAGES);
            return seen(computer);
        }
    }

    @Test
    void aLostInterruptIsAKeyThatNobodyHears() throws Mistake {
        String[] words = {"/bin/head", "-n", "1"};
        Seen usual = typed("", "x\n", words);
        assertEquals(Situation.ENDED, usual.situation());
        assertEquals(
                Situation.WAITS_FOR_INPUT, typed("irq.lost:1:1", "x\n", words).situation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "irq.dup:1:1",
                "irq.delay:1:1:messages=3",
                "irq.delay:1:1",
                "irq.spurious:1:30",
                "irq.storm:1:30:count=50"
            })
    void interruptsMayComeLateTwiceAndForNothing(String fault) throws Mistake {
        String[] words = {"/bin/head", "-n", "1"};
        assertEquals(typed("", "x\n", words), typed(fault, "x\n", words));
    }

    // ---- time

    @Test
    void anAlarmThatNeverRingsIsWaitedForForEver() throws Mistake {
        String[] words = {"/bin/sh", "-c", "sleep 0.01; echo done"};
        assertEquals("done\n", run("", words).output());
        assertEquals(Situation.DEADLOCKED, run("clk.timer_lost:*:1", words).situation());
        assertEquals("", run("clk.timer_lost:*:1", words).output());
    }

    @Test
    void aLateAlarmRingsAfterAnother() throws Mistake {
        String[] early = {"/bin/sh", "-c", "(sleep 0.01; echo a) & (sleep 0.02; echo b) & wait"};
        assertEquals("a\nb\n", run("", early).output());
        assertEquals("b\na\n", run("clk.timer_early:*:1", early).output());
        String[] late = {
            "/bin/sh",
            "-c",
            "(sleep 0.001; echo a) & for i in 1 2 3 4; do for j in 1 2 3 4 5 6 7 8; do true | true; done; done; echo b; wait"
        };
        assertEquals("a\nb\n", run("", late).output());
        assertEquals("b\na\n", run("clk.timer_late:*:1", late).output());
    }

    // ---- translations

    private static String threads(String fault) throws Mistake {
        Faults faults = new Faults();
        try (Computer computer = Computer.builder()
                .harts(2)
                .with(builder -> builder.interpose(faults))
                .boot("/bin/tlbtest")) {
            faults.arm(computer.machine(), fault.isEmpty() ? List.of() : List.of(Fault.parse(fault)), 1);
            computer.machine().run(MOST_MESSAGES);
            return computer.console().text();
        }
    }

    @Test
    void whoKeepsATranslationWritesWhereNobodyMayWriteAnyMore() throws Mistake {
        String usual = threads("");
        assertTrue(usual.contains("4 passed"), usual);
        for (String fault : List.of("tlb.stale:*:1", "tlb.stale:*:1..2", "tlb.drop_ipi:*:1")) {
            String seen = threads(fault);
            assertNotEquals(usual, seen, fault);
        }
    }
}
