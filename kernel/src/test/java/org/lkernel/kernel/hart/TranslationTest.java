package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.hart.translate.Zeal;

/// The two engines do the same, whenever one takes over from the other.
final class TranslationTest {
    private static final long CODE = 0x1_0000;
    private static final long DATA = 0x20_0000;
    private static final int EBREAK = 0x0010_0073;
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A2 = 12;

    private final List<Runnable> translated = new ArrayList<>();

    private Translator counting() {
        return counting(Zeal.UTMOST);
    }

    private Translator counting(Zeal zeal) {
        return new Translator(zeal, work -> {
            translated.add(work);
            work.run();
        });
    }

    private static BareMachine machine(Translator translator, boolean writable, int... words) {
        BareMachine machine = new BareMachine(translator);
        machine.map(CODE, 2, true, writable, true);
        machine.map(DATA, 2, true, true, false);
        Assembler assembler = new Assembler();
        for (int word : words) {
            assembler.word(word);
        }
        machine.write(CODE, assembler.bytes());
        machine.cpu.registers().pc = CODE;
        return machine;
    }

    private static int addi(int rd, int rs1, int constant) {
        return Assembler.immediate(0x13, rd, 0, rs1, constant);
    }

    /// Stores, loads and adds up, through a thousand addresses.
    private static int[] loop() {
        return new int[] {
            addi(A1, A1, 8),
            Assembler.stored(0x23, 3, A1, A0, 0),
            Assembler.immediate(0x03, 13, 3, A1, 0),
            addi(A0, 13, 3),
            addi(A2, A2, -1),
            Assembler.branch(1, A2, 0, -20),
            EBREAK
        };
    }

    private static Registers finished(BareMachine machine, Random pauses) {
        machine.cpu.registers().x[A1] = DATA;
        machine.cpu.registers().x[A2] = 1000;
        Trap trap = machine.cpu.run(0);
        while (trap instanceof Trap.BudgetSpent) {
            trap = machine.cpu.resume(pauses.nextInt(40));
        }
        assertEquals(Trap.BREAKPOINT, trap);
        Registers result = new Registers();
        machine.cpu.registers().copyTo(result);
        result.x[0] = machine.cpu.retired();
        return result;
    }

    @Test
    void pausingAnywhereInsideRegionsChangesNothing() {
        Registers expected;
        try (BareMachine machine = machine(Translator.NONE, false, loop())) {
            expected = finished(machine, new Random(0));
        }
        for (int seed = 1; seed <= 50; seed++) {
            try (BareMachine machine = machine(counting(), false, loop())) {
                assertEquals(expected, finished(machine, new Random(seed)), "seed " + seed);
            }
        }
        assertNotEquals(0, translated.size());
    }

    @Test
    void everyCountOfInstructionsIsReachedExactly() {
        for (long budget = 0; budget < 60; budget++) {
            Registers expected = new Registers();
            try (BareMachine machine = machine(Translator.NONE, false, loop())) {
                machine.cpu.registers().x[A1] = DATA;
                machine.cpu.registers().x[A2] = 1000;
                machine.cpu.run(budget);
                machine.cpu.registers().copyTo(expected);
            }
            try (BareMachine machine = machine(counting(), false, loop())) {
                machine.cpu.registers().x[A1] = DATA;
                machine.cpu.registers().x[A2] = 1000;
                assertEquals(Trap.BUDGET_SPENT, machine.cpu.run(budget));
                assertEquals(budget, machine.cpu.retired());
                assertEquals(expected, machine.cpu.registers());
            }
        }
    }

    @Test
    void aFaultInsideARegionIsAtItsInstruction() {
        for (long address : new long[] {0, 8, 4088, -8, -4096, Long.MIN_VALUE, 1L << 38, DATA + 0x2000}) {
            try (BareMachine machine = machine(
                    counting(),
                    false,
                    addi(A0, A0, 1),
                    Assembler.immediate(0x03, 13, 3, A1, 0),
                    Assembler.immediate(0x03, 14, 3, A1, 0),
                    Assembler.branch(1, A2, 0, -12),
                    EBREAK)) {
                machine.cpu.registers().x[A1] = DATA;
                machine.cpu.registers().x[A2] = 1;
                machine.cpu.run(400);
                machine.cpu.registers().x[A1] = address;
                assertEquals(new Trap.PageFault(address, Access.READ), machine.cpu.run(100), () -> "at " + address);
                assertEquals(CODE + 4, machine.cpu.registers().pc);
                assertEquals(401, machine.cpu.retired());
            }
        }
        assertNotEquals(0, translated.size());
    }

    @Test
    void codeThatOverwritesItselfRunsAsWritten() {
        assertEquals(overwriting(Translator.NONE), overwriting(counting()));
        assertNotEquals(0, translated.size());
    }

    /// Each round of the loop replaces the instruction that adds to `a0` by one that adds one more.
    private static Registers overwriting(Translator translator) {
        try (BareMachine machine = machine(
                translator,
                true,
                addi(A0, A0, 1),
                Assembler.stored(0x23, 2, A1, 13, 0),
                Assembler.register(0x33, 13, 0, 13, 14, 0),
                addi(A2, A2, -1),
                Assembler.branch(1, A2, 0, -16),
                EBREAK)) {
            Registers registers = machine.cpu.registers();
            registers.x[A1] = CODE;
            registers.x[A2] = 200;
            registers.x[13] = addi(A0, A0, 2);
            registers.x[14] = 1 << 20;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10_000));
            Registers result = new Registers();
            registers.copyTo(result);
            result.x[0] = machine.cpu.retired();
            return result;
        }
    }

    @Test
    void aPageTakenAwayIsNotRunFromAnyMore() {
        try (BareMachine machine =
                machine(counting(), false, addi(A0, A0, 1), addi(A2, A2, 1), Assembler.jump(0, -8))) {
            machine.cpu.run(3000);
            machine.pages.remove(CODE >>> 12);
            machine.tlb.remove(CODE >>> 12);
            machine.cpu.registers().pc = CODE;
            assertEquals(new Trap.PageFault(CODE, Access.EXECUTE), machine.cpu.run(3000));
        }
        assertNotEquals(0, translated.size());
    }

    @Test
    void onlyWhatRunsForLongIsTranslated() {
        assertEquals(0, translations(3_000_000));
        assertEquals(1, translations(16_000_000));
    }

    /// How many regions are made while a loop runs for that many instructions.
    private int translations(long instructions) {
        translated.clear();
        Translator usual = counting(Zeal.USUAL);
        try (BareMachine machine = machine(usual, false, addi(A0, A0, 1), addi(A2, A2, 1), Assembler.jump(0, -8))) {
            assertEquals(Trap.BUDGET_SPENT, machine.cpu.run(instructions));
            assertEquals(instructions, machine.cpu.retired());
            return translated.size();
        }
    }
}
