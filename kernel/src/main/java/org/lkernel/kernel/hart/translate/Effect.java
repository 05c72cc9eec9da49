package org.lkernel.kernel.hart.translate;

import org.lkernel.kernel.hart.Op;

/// What an instruction reads and writes, and where it leads.
///
/// Registers are sets of bits: the integer ones below, the floating-point ones above.
public final class Effect {
    private static final int FLOATS = 32;

    private Effect() {}

    static long x(int register) {
        return 1L << register;
    }

    static long f(int register) {
        return 1L << (FLOATS + register);
    }

    /// Whether a region may contain it.
    public static boolean isTranslated(long word) {
        int operation = Op.operation(word);
        if (operation == Op.FLOAT) {
            return FloatForm.of((int) (word >> 32)) != FloatForm.RARE;
        }
        return operation >= Op.NOP && operation <= Op.INTEGER_CONSTANT;
    }

    public static boolean isAccess(long word) {
        int operation = Op.operation(word);
        return operation >= Op.LB && operation <= Op.FSD;
    }

    static boolean isStore(long word) {
        return switch (Op.operation(word)) {
            case Op.SB, Op.SH, Op.SW, Op.SD, Op.FSW, Op.FSD -> true;
            default -> false;
        };
    }

    static boolean isBranch(long word) {
        int operation = Op.operation(word);
        return operation >= Op.BEQ_NEAR && operation <= Op.BGEU_NEAR
                || operation >= Op.BEQ_FAR && operation <= Op.BGEU_FAR;
    }

    static boolean isJump(long word) {
        return switch (Op.operation(word)) {
            case Op.J_NEAR, Op.J_FAR -> true;
            default -> false;
        };
    }

    /// A jump that leaves its return address.
    static boolean isCall(long word) {
        return switch (Op.operation(word)) {
            case Op.JAL_NEAR, Op.JAL_FAR, Op.JALR -> true;
            default -> false;
        };
    }

    static boolean isIndirect(long word) {
        return Op.operation(word) == Op.JR || Op.operation(word) == Op.JALR;
    }

    /// Whether what follows it in memory is not what is run next, or not only.
    static boolean endsBlock(long word) {
        int operation = Op.operation(word);
        return operation >= Op.BEQ_NEAR && operation <= Op.JALR;
    }

    /// Whether what follows it in memory can be what is run next, if only after a call.
    public static boolean goesOn(long word) {
        return !endsBlock(word) || isBranch(word) || isCall(word);
    }

    /// Bytes from the instruction to where it may jump inside its function, or 0.
    public static int jumps(long word) {
        return isBranch(word) || isJump(word) ? distance(word) : 0;
    }

    /// Bytes from the instruction to where it jumps; for a branch or a direct jump.
    static int distance(long word) {
        boolean near = Op.operation(word) <= Op.JAL_NEAR;
        int immediate = (int) (word >> 32);
        return near ? 2 * immediate : immediate;
    }

    static int bytes(long word) {
        return 2 * Op.halves(word);
    }

    static long reads(long word) {
        int operation = Op.operation(word);
        long first = x(Op.rs1(word));
        long second = x(Op.rs2(word));
        if (operation <= Op.AUIPC) {
            return 0;
        } else if (operation <= Op.SRAIW) {
            return first;
        } else if (operation <= Op.BGEU_NEAR || isBranch(word)) {
            return first | second;
        }
        return switch (operation) {
            case Op.J_NEAR, Op.J_FAR, Op.JAL_NEAR, Op.JAL_FAR -> 0;
            case Op.SB, Op.SH, Op.SW, Op.SD, Op.INTEGER -> first | second;
            case Op.FSW, Op.FSD -> first | f(Op.rs2(word));
            case Op.FADD_D, Op.FSUB_D, Op.FMUL_D, Op.FSGNJ_D, Op.FMADD_D, Op.FLOAT ->
                FloatForm.reads((int) (word >> 32));
            default -> first;
        };
    }

    static long writes(long word) {
        int operation = Op.operation(word);
        if (operation == Op.NOP || isBranch(word)) {
            return 0;
        }
        return switch (operation) {
            case Op.J_NEAR, Op.J_FAR, Op.JR, Op.SB, Op.SH, Op.SW, Op.SD, Op.FSW, Op.FSD -> 0;
            case Op.FLW, Op.FLD -> f(Op.rd(word));
            case Op.FADD_D, Op.FSUB_D, Op.FMUL_D, Op.FSGNJ_D, Op.FMADD_D, Op.FLOAT ->
                FloatForm.writes((int) (word >> 32));
            default -> x(Op.rd(word)) & ~1L;
        };
    }
}
