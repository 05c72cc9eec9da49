package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// One instruction at a time: those the fast loop never does, and those it gave up on.
final class SlowPath {
    private static final long BOX = 0xffff_ffff_0000_0000L;

    private final Registers registers;
    private final Bus bus;
    private final Atomics atomics;
    private final ControlRegisters control;
    private final FloatUnit floats;

    SlowPath(Registers registers, Bus bus, Atomics atomics, TimeSource time) {
        this.registers = registers;
        this.bus = bus;
        this.atomics = atomics;
        control = new ControlRegisters(registers, time);
        floats = new FloatUnit(registers);
    }

    /// Runs a decoded instruction and advances past it. Returns null, or the trap, and then nothing has changed.
    ///
    /// @param retired instructions retired before this one
    @Nullable
    Trap execute(long word, long retired) {
        int operation = Op.operation(word);
        int instruction = (int) (word >> 32);
        boolean done = switch (operation) {
            case Op.LB, Op.LBU, Op.LH, Op.LHU, Op.LW, Op.LWU, Op.LD, Op.FLW, Op.FLD -> load(word);
            case Op.SB, Op.SH, Op.SW, Op.SD, Op.FSW, Op.FSD -> store(word);
            case Op.INTEGER, Op.INTEGER_CONSTANT -> integer(word);
            case Op.LOAD_NOTHING -> loadNothing(instruction);
            case Op.FADD_D, Op.FSUB_D, Op.FMUL_D, Op.FMADD_D, Op.FSGNJ_D, Op.FLOAT -> floats.execute(instruction);
            case Op.ATOMIC -> atomics.execute(instruction, registers.x);
            case Op.SYSTEM -> control.execute(instruction, retired);
            case Op.FENCE, Op.FENCE_I -> fence(operation);
            default -> false;
        };
        if (!done) {
            return bus.failed() ? bus.takeFault() : trap(operation, word >>> 32);
        }
        registers.pc += 2L * Op.halves(word);
        return null;
    }

    private static Trap trap(int operation, long instruction) {
        return switch (operation) {
            case Op.ECALL -> Trap.SYSTEM_CALL;
            case Op.EBREAK -> Trap.BREAKPOINT;
            default -> new Trap.IllegalInstruction(instruction);
        };
    }

    private boolean fence(int operation) {
        Raw.fence();
        if (operation == Op.FENCE_I) {
            bus.tlb().code().synchronize();
        }
        return true;
    }

    private boolean integer(long word) {
        int selector = (int) (word >> 32);
        long a = registers.x[Op.rs1(word)];
        registers.x[Op.rd(word)] = Op.operation(word) == Op.INTEGER
                ? Integers.apply(selector, a, registers.x[Op.rs2(word)])
                : Integers.apply(selector & 0xff, a, selector >>> 8);
        return true;
    }

    private boolean load(long word) {
        long address = registers.x[Op.rs1(word)] + Op.immediate(word);
        long value = bus.load(address, size(Op.operation(word)));
        if (bus.failed()) {
            return false;
        }
        int rd = Op.rd(word);
        switch (Op.operation(word)) {
            case Op.LB -> registers.x[rd] = (byte) value;
            case Op.LH -> registers.x[rd] = (short) value;
            case Op.LW -> registers.x[rd] = (int) value;
            case Op.FLW -> registers.f[rd] = value | BOX;
            case Op.FLD -> registers.f[rd] = value;
            default -> registers.x[rd] = value;
        }
        return true;
    }

    private boolean store(long word) {
        int operation = Op.operation(word);
        boolean floating = operation == Op.FSW || operation == Op.FSD;
        long value = (floating ? registers.f : registers.x)[Op.rs2(word)];
        return bus.store(registers.x[Op.rs1(word)] + Op.immediate(word), size(operation), value);
    }

    private static int size(int operation) {
        return switch (operation) {
            case Op.LB, Op.LBU, Op.SB -> 1;
            case Op.LH, Op.LHU, Op.SH -> 2;
            case Op.LW, Op.LWU, Op.SW, Op.FLW, Op.FSW -> 4;
            default -> 8;
        };
    }

    /// A load whose value nobody wants, which may fault all the same.
    private boolean loadNothing(int instruction) {
        long address = registers.x[(instruction >>> 15) & 31] + (instruction >> 20);
        bus.load(address, 1 << ((instruction >>> 12) & 3));
        return !bus.failed();
    }
}
