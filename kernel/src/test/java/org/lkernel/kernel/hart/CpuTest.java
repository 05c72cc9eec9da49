package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.memory.Raw;

final class CpuTest {
    private static final long CODE = 0x1_0000;
    private static final long DATA = 0x20_0000;
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int EBREAK = 0x0010_0073;

    private static BareMachine machine(int... words) {
        BareMachine machine = new BareMachine();
        machine.map(CODE, 2, true, false, true);
        machine.map(DATA, 2, true, true, false);
        machine.write(CODE, code(words));
        machine.cpu.registers().pc = CODE;
        return machine;
    }

    private static byte[] code(int... words) {
        Assembler assembler = new Assembler();
        for (int word : words) {
            assembler.word(word);
        }
        return assembler.bytes();
    }

    private static int addi(int rd, int rs1, int constant) {
        return Assembler.immediate(0x13, rd, 0, rs1, constant);
    }

    private static int load(int rd, int base, int offset) {
        return Assembler.immediate(0x03, rd, 3, base, offset);
    }

    private static int store(int source, int base, int offset) {
        return Assembler.stored(0x23, 3, base, source, offset);
    }

    @Test
    void aBudgetIsSpentToTheInstruction() {
        try (BareMachine machine = machine(addi(A0, A0, 1), Assembler.jump(0, -4))) {
            assertEquals(Trap.BUDGET_SPENT, machine.cpu.run(1001));
            assertEquals(1001, machine.cpu.retired());
            assertEquals(501, machine.cpu.registers().x[A0]);
            assertEquals(CODE + 4, machine.cpu.registers().pc);
            assertEquals(Trap.BUDGET_SPENT, machine.cpu.run(0));
            assertEquals(1001, machine.cpu.retired());
        }
    }

    @Test
    void aTrappingInstructionDoesNotRetireAndKeepsThePc() {
        try (BareMachine machine = machine(addi(A0, 0, 7), 0x73)) {
            assertEquals(Trap.SYSTEM_CALL, machine.cpu.run(100));
            assertEquals(1, machine.cpu.retired());
            assertEquals(CODE + 4, machine.cpu.registers().pc);
        }
    }

    @Test
    void anIllegalInstructionIsReportedAsItStandsInMemory() {
        try (BareMachine machine = machine(0x0000_0000)) {
            assertEquals(new Trap.IllegalInstruction(0), machine.cpu.run(100));
        }
        try (BareMachine machine = machine(0xffff_ffff)) {
            assertEquals(new Trap.IllegalInstruction(0xffff_ffffL), machine.cpu.run(100));
        }
    }

    @Test
    void pausingAnywhereChangesNothing() {
        for (long seed = 1; seed <= 40; seed++) {
            int[] stream = new RandomInstructions(new Random(seed), seed % 4 == 0).stream(300);
            Registers whole = runStream(stream, seed, new Random(0), false);
            Registers parts = runStream(stream, seed, new Random(seed), true);
            assertEquals(whole, parts, "seed " + seed);
        }
    }

    private static Registers runStream(int[] stream, long seed, Random pauses, boolean pausing) {
        try (BareMachine machine = new BareMachine()) {
            machine.map(CODE, 4, true, false, true);
            machine.map(TrialProgram.DATA, 2, true, true, false);
            Assembler assembler = new Assembler();
            for (int half : stream) {
                assembler.half(half);
            }
            machine.write(CODE + 4096 - 78, assembler.word(EBREAK).bytes());
            Registers registers = machine.cpu.registers();
            RandomValues values = new RandomValues(new Random(seed));
            System.arraycopy(values.registers(false), 0, registers.x, 0, 32);
            System.arraycopy(values.registers(true), 0, registers.f, 0, 32);
            registers.pc = CODE + 4096 - 78;
            Trap trap = machine.cpu.run(pausing ? 0 : 100_000);
            while (trap instanceof Trap.BudgetSpent) {
                trap = machine.cpu.resume(pauses.nextInt(3));
            }
            registers.x[0] = machine.cpu.retired();
            Registers result = new Registers();
            registers.copyTo(result);
            return result;
        }
    }

    @Test
    void anAccessOverTwoPagesFaultsOnTheSecondWithoutTouchingTheFirst() {
        try (BareMachine machine = machine(store(A1, A0, 0))) {
            machine.cpu.registers().x[A0] = DATA + 0x1ffd;
            machine.cpu.registers().x[A1] = -1;
            assertEquals(new Trap.PageFault(DATA + 0x2000, Access.WRITE), machine.cpu.run(10));
            assertEquals(0, Raw.loadByte(machine.host(DATA + 0x1ffd)));
            assertEquals(0, machine.cpu.retired());
        }
    }

    @Test
    void anAccessOverTwoPagesIsWhole() {
        try (BareMachine machine = machine(store(A1, A0, 0), load(12, A0, 0), EBREAK)) {
            for (int offset = 0xff8; offset <= 0x1000; offset++) {
                machine.cpu.registers().pc = CODE;
                machine.cpu.registers().x[A0] = DATA + offset;
                machine.cpu.registers().x[A1] = 0x8877_6655_4433_2211L + offset;
                assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
                assertEquals(machine.cpu.registers().x[A1], machine.cpu.registers().x[12]);
            }
        }
    }

    @Test
    void addressesOutsideTheUserHalfFault() {
        for (long address : new long[] {-8, Long.MIN_VALUE, 1L << 38, (1L << 38) + 3, (1L << 39) + DATA, -4}) {
            try (BareMachine machine = machine(load(A1, A0, 0))) {
                machine.cpu.registers().x[A0] = address;
                assertEquals(new Trap.PageFault(address, Access.READ), machine.cpu.run(10));
            }
            try (BareMachine machine = machine(Assembler.immediate(0x67, 1, 0, A0, 0))) {
                machine.cpu.registers().x[A0] = address;
                assertEquals(new Trap.PageFault(address & ~1L, Access.EXECUTE), machine.cpu.run(10));
                assertEquals(1, machine.cpu.retired());
            }
        }
    }

    @Test
    void rightsAreKeptApart() {
        try (BareMachine machine = machine(store(A1, A0, 0))) {
            machine.cpu.registers().x[A0] = CODE;
            assertEquals(new Trap.PageFault(CODE, Access.WRITE), machine.cpu.run(10));
        }
        try (BareMachine machine = machine(Assembler.immediate(0x67, 0, 0, A0, 0))) {
            machine.cpu.registers().x[A0] = DATA;
            assertEquals(new Trap.PageFault(DATA, Access.EXECUTE), machine.cpu.run(10));
        }
    }

    @Test
    void anInstructionOverTwoPagesRunsAndItsSecondPageCanFault() {
        try (BareMachine machine = machine()) {
            machine.write(CODE + 0xffe, code(addi(A0, A0, 5), EBREAK));
            machine.cpu.registers().pc = CODE + 0xffe;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            assertEquals(5, machine.cpu.registers().x[A0]);
            machine.write(CODE + 0x1ffe, new byte[] {0x13, 0x05});
            machine.cpu.registers().pc = CODE + 0x1ffe;
            assertEquals(new Trap.PageFault(CODE + 0x2000, Access.EXECUTE), machine.cpu.run(10));
            assertEquals(CODE + 0x1ffe, machine.cpu.registers().pc);
        }
    }

    @Test
    void aStoreIntoInstructionsIsSeenByTheVeryNextOne() {
        try (BareMachine machine = machine(store(A1, A0, 8), addi(5, 0, 0), addi(12, 0, 1), addi(12, 12, 1), EBREAK)) {
            machine.map(CODE, 1, true, true, true);
            machine.cpu.registers().x[A0] = CODE;
            machine.cpu.registers().x[A1] = addi(12, 0, 100) & 0xffff_ffffL | (long) addi(12, 12, 10) << 32;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            assertEquals(110, machine.cpu.registers().x[12]);
        }
    }

    @Test
    void codeWrittenAndRunInTurnIsAlwaysTheLatest() {
        for (int stores = 1; stores <= 201; stores += 100) {
            int[] loop = {
                addi(15, 14, 0),
                store(A1, A0, 64),
                addi(15, 15, -1),
                Assembler.branch(1, 15, 0, -8),
                Assembler.immediate(0x67, 1, 0, A0, 64),
                Assembler.register(0x33, 16, 0, 16, 12, 0),
                Assembler.register(0x33, A1, 0, A1, 17, 0),
                addi(13, 13, -1),
                Assembler.branch(1, 13, 0, -32),
                EBREAK
            };
            try (BareMachine machine = machine(loop)) {
                machine.map(CODE, 1, true, true, true);
                long[] x = machine.cpu.registers().x;
                x[A0] = CODE;
                x[A1] = addi(12, 0, 0) & 0xffff_ffffL | (long) Assembler.immediate(0x67, 0, 0, 1, 0) << 32;
                x[13] = 300;
                x[14] = stores;
                x[17] = 1 << 20;
                assertEquals(Trap.BREAKPOINT, machine.cpu.run(1_000_000));
                assertEquals(300 * 299 / 2, x[16], stores + " stores before each run");
                assertEquals(300 * (1 + 3L * stores + 7), machine.cpu.retired());
            }
        }
    }

    @Test
    void codeChangedThroughAnotherMappingIsSeen() {
        try (BareMachine machine = machine(addi(A0, 0, 1), EBREAK)) {
            machine.pages.put((DATA >>> 12) + 5, new BareMachine.Page(1000, machine.host(CODE), true, true, false));
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            machine.write(CODE + 0x1000, code(store(A1, A0, 0), EBREAK));
            machine.cpu.registers().pc = CODE + 0x1000;
            machine.cpu.registers().x[A0] = DATA + 0x5000;
            machine.cpu.registers().x[A1] = addi(A0, 0, 2) & 0xffff_ffffL | (long) EBREAK << 32;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            machine.cpu.registers().pc = CODE;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            assertEquals(2, machine.cpu.registers().x[A0]);
            machine.pages.remove((DATA >>> 12) + 5);
        }
    }

    @Test
    void theKernelsWritesAreSeenOnceItSaysSo() {
        try (BareMachine machine = machine(addi(A0, 0, 1), EBREAK)) {
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            machine.write(CODE, code(addi(A0, 0, 2)));
            machine.tlb.code().invalidate(machine.host(CODE));
            machine.cpu.registers().pc = CODE;
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            assertEquals(2, machine.cpu.registers().x[A0]);
        }
    }

    @Test
    void aReservationOutlivesAPauseButNotARun() {
        int loadReserved = Assembler.register(0x2f, 12, 3, A0, 0, 0x02 << 2);
        int storeConditional = Assembler.register(0x2f, 13, 3, A0, A1, 0x03 << 2);
        for (boolean pause : new boolean[] {true, false}) {
            try (BareMachine machine = machine(loadReserved, storeConditional, EBREAK)) {
                machine.cpu.registers().x[A0] = DATA;
                machine.cpu.registers().x[A1] = 9;
                assertEquals(Trap.BUDGET_SPENT, machine.cpu.run(1));
                assertEquals(Trap.BREAKPOINT, pause ? machine.cpu.resume(10) : machine.cpu.run(10));
                assertEquals(pause ? 0 : 1, machine.cpu.registers().x[13]);
                assertEquals(pause ? 9 : 0, Raw.loadLong(machine.host(DATA)));
            }
        }
    }

    @Test
    void atomicsThatAreNotAlignedTrap() {
        try (BareMachine machine = machine(Assembler.register(0x2f, 12, 3, A0, A1, 0))) {
            machine.cpu.registers().x[A0] = DATA + 4;
            assertEquals(new Trap.Misaligned(DATA + 4, Access.WRITE), machine.cpu.run(10));
        }
    }

    @Test
    void countersCountInstructions() {
        int instret = 0xc020_2073 | A0 << 7;
        int time = 0xc010_2073 | A1 << 7;
        try (BareMachine machine = machine(addi(1, 0, 0), instret, time, EBREAK)) {
            machine.cpu.restoreRetired(1000);
            assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
            assertEquals(1001, machine.cpu.registers().x[A0]);
            assertEquals(1002, machine.cpu.registers().x[A1]);
        }
        try (BareMachine machine = machine(0xc020_1073)) {
            assertInstanceOf(Trap.IllegalInstruction.class, machine.cpu.run(10));
        }
    }

    @Test
    void trailingZerosOfAWordAreCountedInTheWordOnly() {
        int countTrailingZeros = 0x6010_101b | A0 << 7 | A1 << 15;
        long[][] cases = {{Long.MIN_VALUE, 32}, {0, 32}, {1L << 32, 32}, {1L << 31, 31}, {-1, 0}, {0xff00_0000_0040L, 6}
        };
        for (long[] each : cases) {
            try (BareMachine machine = machine(countTrailingZeros, EBREAK)) {
                machine.cpu.registers().x[A1] = each[0];
                assertEquals(Trap.BREAKPOINT, machine.cpu.run(10));
                assertEquals(each[1], machine.cpu.registers().x[A0], Long.toHexString(each[0]));
            }
        }
    }

    @Test
    void twoHartsOnThreadsLoseNoIncrement() throws InterruptedException {
        int add = Assembler.register(0x2f, 0, 3, A0, A1, 0);
        int loadReserved = Assembler.register(0x2f, 12, 2, 14, 0, 0x02 << 2);
        int storeConditional = Assembler.register(0x2f, 13, 2, 14, 12, 0x03 << 2);
        int[] loop = {
            add,
            loadReserved,
            addi(12, 12, 1),
            storeConditional,
            Assembler.branch(1, 13, 0, -12),
            addi(15, 15, -1),
            Assembler.branch(1, 15, 0, -24),
            EBREAK
        };
        try (BareMachine machine = machine(loop)) {
            List<Thread> threads = new ArrayList<>();
            for (int hart = 0; hart < 2; hart++) {
                threads.add(Thread.ofPlatform().start(() -> increment(machine)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(200_000, Raw.loadLong(machine.host(DATA)));
            assertEquals(200_000, Raw.loadInt(machine.host(DATA + 8)));
        }
    }

    private static void increment(BareMachine machine) {
        Tlb tlb = new Tlb(CodeCache.perHart(), new TablePool());
        machine.pages.forEach((number, page) -> {
            tlb.install(number, page.frame(), page.read(), page.write(), page.execute());
            tlb.show(number, page.host(), true);
        });
        Cpu cpu = new Cpu(tlb, (into, address, access) -> 0, retired -> retired);
        cpu.registers().pc = CODE;
        cpu.registers().x[A0] = DATA;
        cpu.registers().x[A1] = 1;
        cpu.registers().x[14] = DATA + 8;
        cpu.registers().x[15] = 100_000;
        Trap trap = cpu.run(Long.MAX_VALUE / 2);
        assertNotEquals(Trap.BUDGET_SPENT, trap);
        tlb.release();
    }
}
