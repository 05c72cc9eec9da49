package org.lkernel.kernel.hart;

import org.lkernel.kernel.hart.Preemption.Kind;
import org.lkernel.kernel.hart.Preemption.Verdict;

/// What a hart asks a [Preemption], and what it was told last.
final class Points {
    private static final int ATOMIC_FUNCTION = 27;
    private static final int STORE_CONDITIONAL = 0x03;
    private static final int A7 = 17;

    private final Preemption preemption;
    private final int hart;
    private final Registers registers;
    private final boolean there;
    private Verdict verdict = Verdict.STAY;

    Points(Preemption preemption, int hart, Registers registers) {
        this.preemption = preemption;
        this.hart = hart;
        this.registers = registers;
        this.there = preemption.looksOn();
    }

    void enters(int task, long retired) {
        if (there) {
            preemption.enters(hart, task, retired);
        }
    }

    void leaves(long retired) {
        if (there) {
            preemption.leaves(hart, retired);
        }
    }

    long within(long budget, long retired) {
        return there ? Math.min(budget, preemption.within(hart, retired)) : budget;
    }

    /// Whether the hart stops before this decoded instruction; [#verdict] says what for.
    boolean stopBefore(long word, long retired) {
        if (!there) {
            return false;
        }
        switch (Op.operation(word)) {
            case Op.LB, Op.LBU, Op.LH, Op.LHU, Op.LW, Op.LWU, Op.LD, Op.FLW, Op.FLD ->
                ask(Kind.LOAD, address(word), retired);
            case Op.SB, Op.SH, Op.SW, Op.SD, Op.FSW, Op.FSD -> ask(Kind.STORE, address(word), retired);
            case Op.ATOMIC -> atomic((int) (word >> 32), retired);
            case Op.ECALL -> ask(Kind.CALL, registers.x[A7], retired);
            default -> verdict = Verdict.STAY;
        }
        return verdict != Verdict.STAY;
    }

    private long address(long word) {
        return registers.x[Op.rs1(word)] + Op.immediate(word);
    }

    private void atomic(int instruction, long retired) {
        int function = instruction >>> ATOMIC_FUNCTION;
        if (function == STORE_CONDITIONAL) {
            verdict = Verdict.STAY;
        } else {
            ask(Kind.UPDATE, registers.x[(instruction >>> 15) & 31], retired);
        }
    }

    /// As many instructions as were asked for have retired.
    Verdict counted(long retired) {
        ask(Kind.COUNT, 0, retired);
        return verdict;
    }

    private void ask(Kind kind, long address, long retired) {
        verdict = preemption.before(hart, kind, registers.pc, address, retired);
    }

    /// What was said last.
    Verdict verdict() {
        return verdict;
    }
}
