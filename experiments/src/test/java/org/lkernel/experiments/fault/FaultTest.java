package org.lkernel.experiments.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.Mistake;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.memory.Memory;

/// Single faults, and what a program sees of them.
final class FaultTest {
    private static String run(String fault, String... words) throws Mistake {
        Faults faults = new Faults();
        try (Computer computer =
                Computer.builder().with(builder -> builder.interpose(faults)).boot(words)) {
            List<Fault> armed = fault.isEmpty() ? List.of() : List.of(Fault.parse(fault));
            faults.arm(computer.machine(), armed, 1);
            computer.run();
            return computer.status().orElse(-1) + " " + computer.console().text() + " "
                    + faults.injected().size();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys.errno:write:1",
                "sys.errno:*:every:at=after,errno=EPERM",
                "msg.delay:memory.Fault:3:messages=5",
                "cpu.reg_flip:hart0:17:bit=3,reg=a0"
            })
    void aFaultIsReadAsItIsWritten(String text) throws Mistake {
        assertEquals(text, Fault.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys.errno",
                "sys.errno:write:0",
                "sys.errno:write:x",
                "sys.errno:getcpu:1",
                "sys.errno:write:1:errno",
                "sys.errno:write:1:errno=5",
                "sys.errno:write:1:bit=5",
                "cpu.reg_flip:*:every",
                "cpu.reg_flip:*:1:reg=x0",
                "cpu.reg_flip:*:1:bit=64",
                "mem.bitflip:*:1:address=12",
                "clk.jump:0:1:by=1",
                "msg.drop:filez:1",
                "cpu.reg_flip:nohart:5",
                "irq.spurious:console:20",
                "irq.spurious:1:every",
                "signal:write:1:signal=SIGNONE",
                "cpu.insn_skip:0:every",
                "disk.torn:*:1"
            })
    void whatIsNoFaultIsRefused(String text) {
        assertThrows(Mistake.class, () -> Fault.parse(text));
    }

    @Test
    void aCallFailsOrIsDoneAndItsAnswerLost() throws Mistake {
        assertEquals("0 hi\n 0", run("", "/bin/echo", "hi"));
        assertEquals("1  1", run("sys.errno:write:1", "/bin/echo", "hi"));
        assertEquals("1 hi\n 1", run("sys.errno:write:1:at=after", "/bin/echo", "hi"));
    }

    @Test
    void aShortWriteIsCompletedByACorrectProgram() throws Mistake {
        assertEquals("0 hello\n 1", run("sys.short:write:1", "/bin/echo", "hello"));
    }

    @Test
    void onlyTheOccurrenceThatWasAskedForIsStruck() throws Mistake {
        String[] words = {"/bin/sh", "-c", "echo one; echo two; echo three"};
        assertEquals("0 one\nthree\n 1", run("sys.errno:write:2", words));
        assertEquals("0 one\ntwo\nthree\n 0", run("sys.errno:write:9", words));
    }

    @Test
    void aFlippedRegisterIsAnotherRun() throws Mistake {
        String flipped = run("cpu.reg_flip:*:2:reg=sp,bit=40", "/bin/echo", "hi");
        assertTrue(flipped.startsWith("139 "), flipped);
        assertEquals(flipped, run("cpu.reg_flip:*:2:reg=sp,bit=40", "/bin/echo", "hi"));
    }

    @Test
    void everyMessageMayBeLate() throws Mistake {
        String delayed = "0 hi\n 1";
        int number = 1;
        while (delayed.equals("0 hi\n 1")) {
            delayed = run("msg.delay:*:" + number++, "/bin/echo", "hi");
        }
        assertEquals("0 hi\n 0", delayed, "message " + number);
        assertTrue(number > 40, "there are messages to delay");
    }

    @Test
    void everyKindStrikesSomewhere() throws Mistake {
        String[] words = {"/bin/sh", "-c", "head -c 4 /dev/urandom >/dev/null; sleep 0.01; echo $(echo hi)"};
        for (String fault : List.of(
                "msg.reorder:memory:5",
                "irq.spurious:1:20",
                "irq.storm:1:20:count=3",
                "clk.timer_early:*:1",
                "clk.jump:*:2:by=10ms",
                "actor.pause:files:3:messages=4",
                "cpu.hart_pause:0:9:messages=4",
                "entropy.repeat:*:1",
                "mem.alloc_fail:*:90",
                "mem.usercopy:*:200",
                "fd.exhaust:*:200",
                "signal:*:2:signal=SIGCONT")) {
            String seen = run(fault, words);
            boolean later = fault.endsWith("90") || fault.endsWith("200");
            assertEquals("0 hi\n " + (later ? 0 : 1), seen, fault);
        }
    }

    @Test
    void whatRunsOutIsReported() throws Mistake {
        String[] words = {"/bin/sh", "-c", "echo one | cat; echo two"};
        assertEquals("2  1", run("fd.exhaust:pipe2:1", words));
        assertEquals("1 ", run("mem.usercopy:write:1", "/bin/echo", "hi").substring(0, 2));
        assertTrue(run("mem.alloc_fail:*:1", words).endsWith(" 1"));
    }

    @Test
    void aSignalStrikesDuringACall() throws Mistake {
        assertTrue(run("signal:write:1", "/bin/echo", "hi").startsWith("143 "));
        assertTrue(run("signal:write:1:signal=SIGKILL", "/bin/echo", "hi").startsWith("137 "));
    }

    @Test
    void threadsSurviveWhatLocksMayNotCountOn() throws Mistake {
        String correct = run("", "/bin/threads").replaceFirst(" 0$", "");
        for (String fault : List.of("futex.spurious_wake:*:1", "futex.spurious_wake:*:every", "cpu.sc_fail:*:3000")) {
            String seen = run(fault, "/bin/threads");
            assertEquals(correct, seen.substring(0, seen.lastIndexOf(' ')), fault);
            assertTrue(!seen.endsWith(" 0"), fault + " strikes");
        }
    }

    @Test
    void anInstructionLeftOutIsAnotherRun() throws Mistake {
        String skipped = run("cpu.insn_skip:*:40", "/bin/echo", "hi");
        assertTrue(skipped.endsWith(" 1"), skipped);
        assertEquals(skipped, run("cpu.insn_skip:*:40", "/bin/echo", "hi"));
    }

    @Test
    void aDeadHartEndsNothingAndHangsNothing() throws Mistake {
        assertEquals("-1  1", run("cpu.hart_die:0:3", "/bin/echo", "hi"));
    }

    @Test
    void oneFaultMovesNoOther() throws Mistake {
        Faults faults = new Faults();
        try (Computer computer = Computer.builder()
                .with(builder -> builder.interpose(faults))
                .boot("/bin/sh", "-c", "echo one; echo two; echo three")) {
            faults.arm(List.of(
                    Fault.parse("sys.errno:write:1"), Fault.parse("sys.errno:write:2"), Fault.parse("sys.short:*:4")));
            computer.run();
            assertEquals(
                    List.of(0, 1),
                    faults.injected().stream().map(Injected::number).limit(2).toList());
            // The second write is the complaint about the first.
            assertTrue(faults.injected().get(1).toString().contains("Input/output error"), faults.injected()::toString);
        }
    }

    @Test
    void nothingOvertakesWhatIsLateBetweenTheSameTwo() throws Mistake {
        Faults faults = new Faults();
        faults.arm(
                List.of(Fault.parse("msg.delay:memory:1:messages=9"), Fault.parse("actor.pause:memory:2:messages=3")));
        List<Long> arrived = new ArrayList<>();
        for (long number = 1; number <= 8; number++) {
            faults.pass(
                    Port.FILES,
                    Port.MEMORY,
                    new Memory.Acknowledged(number, 0),
                    (_, _, message) -> arrived.add(((Memory.Acknowledged) message).ticket()));
        }
        while (faults.release((_, _, message) -> arrived.add(((Memory.Acknowledged) message).ticket()))) {
            assertTrue(arrived.size() <= 8);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), arrived);
    }
}
