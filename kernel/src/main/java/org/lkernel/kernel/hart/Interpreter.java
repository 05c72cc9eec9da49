package org.lkernel.kernel.hart;

import org.lkernel.kernel.memory.Raw;

/// The loop that runs decoded instructions.
///
/// It is one method because the host's compiler makes one jump table of it, and it calls nothing, because a call
/// anywhere in a loop costs every value in it its register. So whatever is rare, misses a table or traps leaves
/// the loop before it has had any effect, and the [Engine] sees to that one instruction. The program counter is a page
/// and a halfword in it: only jumps out of the page, and its end, lead back to the outer loop, which looks the
/// page up. The budget goes down as each instruction retires.
@SuppressWarnings({"IntLongMath", "NarrowCalculation"}) // the operations on words wrap, as they should
final class Interpreter {
    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final int INEXACT = Rounding.INEXACT;
    private static final int MODE_AND_INEXACT = 7 << 5 | INEXACT;

    private final Registers registers;
    private final Bus bus;

    Interpreter(Registers registers, Bus bus) {
        this.registers = registers;
        this.bus = bus;
    }

    /// Runs what it can; stops where the budget ends, at an instruction that is left to the slow path, or at the
    /// entry of a region.
    ///
    /// @return how many of the instructions that may retire have not
    long run(long budget) {
        Tlb tlb = bus.tlb();
        CodeWindow window = tlb.window();
        window.refresh();
        long[] tags = window.tags;
        long[][] codes = window.codes;
        long top = tlb.top();
        long[] x = registers.x;
        long[] f = registers.f;
        long left = budget;
        long pc = registers.pc;
        pages:
        for (; ; ) {
            int place = (int) (pc >>> Tlb.PAGE_BITS) & (tags.length - 1);
            if (tags[place] != pc >>> Tlb.PAGE_BITS) {
                break;
            }
            long[] code = codes[place];
            long base = pc & -Raw.PAGE_SIZE;
            int at = (int) (pc - base) >>> 1;
            for (; ; ) {
                long w = code[at];
                if (left == 0) {
                    pc = base + 2L * at;
                    break pages;
                }
                switch ((int) w & 0xff) {
                    case Op.NOP -> {}
                    case Op.LI -> x[d(w, x)] = w >> 32;
                    case Op.AUIPC -> x[d(w, x)] = base + 2L * at + (w >> 32);
                    case Op.ADDI -> x[d(w, x)] = x[a(w, x)] + (w >> 32);
                    case Op.SLTI -> x[d(w, x)] = x[a(w, x)] < (w >> 32) ? 1 : 0;
                    case Op.SLTIU -> x[d(w, x)] = below(x[a(w, x)], w >> 32) ? 1 : 0;
                    case Op.XORI -> x[d(w, x)] = x[a(w, x)] ^ (w >> 32);
                    case Op.ORI -> x[d(w, x)] = x[a(w, x)] | (w >> 32);
                    case Op.ANDI -> x[d(w, x)] = x[a(w, x)] & (w >> 32);
                    case Op.SLLI -> x[d(w, x)] = x[a(w, x)] << (int) (w >> 32);
                    case Op.SRLI -> x[d(w, x)] = x[a(w, x)] >>> (int) (w >> 32);
                    case Op.SRAI -> x[d(w, x)] = x[a(w, x)] >> (int) (w >> 32);
                    case Op.ADDIW -> x[d(w, x)] = (int) x[a(w, x)] + (int) (w >> 32);
                    case Op.SLLIW -> x[d(w, x)] = (int) x[a(w, x)] << (int) (w >> 32);
                    case Op.SRLIW -> x[d(w, x)] = (int) x[a(w, x)] >>> (int) (w >> 32);
                    case Op.SRAIW -> x[d(w, x)] = (int) x[a(w, x)] >> (int) (w >> 32);
                    case Op.ADD -> x[d(w, x)] = x[a(w, x)] + x[b(w, x)];
                    case Op.SUB -> x[d(w, x)] = x[a(w, x)] - x[b(w, x)];
                    case Op.SLL -> x[d(w, x)] = x[a(w, x)] << (int) x[b(w, x)];
                    case Op.SLT -> x[d(w, x)] = x[a(w, x)] < x[b(w, x)] ? 1 : 0;
                    case Op.SLTU -> x[d(w, x)] = below(x[a(w, x)], x[b(w, x)]) ? 1 : 0;
                    case Op.XOR -> x[d(w, x)] = x[a(w, x)] ^ x[b(w, x)];
                    case Op.SRL -> x[d(w, x)] = x[a(w, x)] >>> (int) x[b(w, x)];
                    case Op.SRA -> x[d(w, x)] = x[a(w, x)] >> (int) x[b(w, x)];
                    case Op.OR -> x[d(w, x)] = x[a(w, x)] | x[b(w, x)];
                    case Op.AND -> x[d(w, x)] = x[a(w, x)] & x[b(w, x)];
                    case Op.ADDW -> x[d(w, x)] = (int) x[a(w, x)] + (int) x[b(w, x)];
                    case Op.SUBW -> x[d(w, x)] = (int) x[a(w, x)] - (int) x[b(w, x)];
                    case Op.SLLW -> x[d(w, x)] = (int) x[a(w, x)] << (int) x[b(w, x)];
                    case Op.SRLW -> x[d(w, x)] = (int) x[a(w, x)] >>> (int) x[b(w, x)];
                    case Op.SRAW -> x[d(w, x)] = (int) x[a(w, x)] >> (int) x[b(w, x)];
                    case Op.MUL -> x[d(w, x)] = x[a(w, x)] * x[b(w, x)];
                    case Op.MULW -> x[d(w, x)] = (int) x[a(w, x)] * (int) x[b(w, x)];
                    case Op.SH1ADD -> x[d(w, x)] = (x[a(w, x)] << 1) + x[b(w, x)];
                    case Op.SH2ADD -> x[d(w, x)] = (x[a(w, x)] << 2) + x[b(w, x)];
                    case Op.SH3ADD -> x[d(w, x)] = (x[a(w, x)] << 3) + x[b(w, x)];
                    case Op.ADD_UW -> x[d(w, x)] = (x[a(w, x)] & 0xffff_ffffL) + x[b(w, x)];
                    case Op.LB -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LB));
                        long addend = Tlb.readAddend(top, address, 0);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadByte(address + addend);
                    }
                    case Op.LH -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LH));
                        long addend = Tlb.readAddend(top, address, 1);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadShort(address + addend);
                    }
                    case Op.LW -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LW));
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadInt(address + addend);
                    }
                    case Op.LD -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LD));
                        long addend = Tlb.readAddend(top, address, 7);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadLong(address + addend);
                    }
                    case Op.LBU -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LBU));
                        long addend = Tlb.readAddend(top, address, 0);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadByte(address + addend) & 0xff;
                    }
                    case Op.LHU -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LHU));
                        long addend = Tlb.readAddend(top, address, 1);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadShort(address + addend) & 0xffff;
                    }
                    case Op.LWU -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.LWU));
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        x[d(w, x)] = Raw.loadInt(address + addend) & 0xffff_ffffL;
                    }
                    case Op.FLW -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.FLW));
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        f[d(w, f)] = Raw.loadInt(address + addend) | BOX;
                    }
                    case Op.FLD -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.FLD));
                        long addend = Tlb.readAddend(top, address, 7);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        f[d(w, f)] = Raw.loadLong(address + addend);
                    }
                    case Op.SB -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.SB));
                        long addend = Tlb.writeAddend(top, address, 0);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeByte(address + addend, (byte) x[b(w, x)]);
                    }
                    case Op.SH -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.SH));
                        long addend = Tlb.writeAddend(top, address, 1);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeShort(address + addend, (short) x[b(w, x)]);
                    }
                    case Op.SW -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.SW));
                        long addend = Tlb.writeAddend(top, address, 3);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeInt(address + addend, (int) x[b(w, x)]);
                    }
                    case Op.SD -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.SD));
                        long addend = Tlb.writeAddend(top, address, 7);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeLong(address + addend, x[b(w, x)]);
                    }
                    case Op.FSW -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.FSW));
                        long addend = Tlb.writeAddend(top, address, 3);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeInt(address + addend, (int) f[Op.rs2(w)]);
                    }
                    case Op.FSD -> {
                        long address = x[a(w, x)] + (w >> Op.offsetShift(Op.FSD));
                        long addend = Tlb.writeAddend(top, address, 7);
                        if (addend == 0) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        Raw.storeLong(address + addend, f[b(w, f)]);
                    }
                    case Op.BEQ_NEAR -> {
                        if (x[a(w, x)] == x[b(w, x)]) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BNE_NEAR -> {
                        if (x[a(w, x)] != x[b(w, x)]) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BLT_NEAR -> {
                        if (x[a(w, x)] < x[b(w, x)]) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BGE_NEAR -> {
                        if (x[a(w, x)] >= x[b(w, x)]) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BLTU_NEAR -> {
                        if (below(x[a(w, x)], x[b(w, x)])) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BGEU_NEAR -> {
                        if (!below(x[a(w, x)], x[b(w, x)])) {
                            left -= Op.one(w);
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.J_NEAR -> {
                        left -= Op.one(w);
                        at += (int) (w >> 32);
                        continue;
                    }
                    case Op.JAL_NEAR -> {
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        left -= Op.one(w);
                        at += (int) (w >> 32);
                        continue;
                    }
                    case Op.BEQ_FAR -> {
                        if (x[a(w, x)] == x[b(w, x)]) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BNE_FAR -> {
                        if (x[a(w, x)] != x[b(w, x)]) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BLT_FAR -> {
                        if (x[a(w, x)] < x[b(w, x)]) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BGE_FAR -> {
                        if (x[a(w, x)] >= x[b(w, x)]) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BLTU_FAR -> {
                        if (below(x[a(w, x)], x[b(w, x)])) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BGEU_FAR -> {
                        if (!below(x[a(w, x)], x[b(w, x)])) {
                            left -= Op.one(w);
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.J_FAR -> {
                        left -= Op.one(w);
                        pc = base + 2L * at + (w >> 32);
                        continue pages;
                    }
                    case Op.JAL_FAR -> {
                        left -= Op.one(w);
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        pc = base + 2L * at + (w >> 32);
                        continue pages;
                    }
                    case Op.JR -> {
                        left -= Op.one(w);
                        pc = (x[a(w, x)] + (w >> 32)) & ~1L;
                        continue pages;
                    }
                    case Op.JALR -> {
                        left -= Op.one(w);
                        pc = (x[a(w, x)] + (w >> 32)) & ~1L;
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        continue pages;
                    }
                    case Op.FADD_D, Op.FSUB_D, Op.FMUL_D, Op.FMADD_D -> {
                        double result = arithmetic(w, f);
                        if (!NativeFloat.isOrdinary(result) || (registers.fcsr & MODE_AND_INEXACT) != INEXACT) {
                            pc = base + 2L * at;
                            break pages;
                        }
                        f[d(w, f)] = Double.doubleToRawLongBits(result);
                    }
                    case Op.FSGNJ_D -> f[d(w, f)] = (f[Op.rs1(w)] & Long.MAX_VALUE) | (f[Op.rs2(w)] & Long.MIN_VALUE);
                    case Op.PAGE_END -> {
                        pc = base + 2L * at;
                        continue pages;
                    }
                    default -> {
                        pc = base + 2L * at;
                        break pages;
                    }
                }
                left -= Op.one(w);
                at += Op.halves(w);
            }
        }
        registers.pc = pc;
        return left;
    }

    private static int d(long w, long[] file) {
        return (int) (w >>> 8) & (file.length - 1);
    }

    private static int a(long w, long[] file) {
        return (int) (w >>> 13) & (file.length - 1);
    }

    private static int b(long w, long[] file) {
        return (int) (w >>> 18) & (file.length - 1);
    }

    private static boolean below(long a, long b) {
        return Long.compareUnsigned(a, b) < 0;
    }

    private static double arithmetic(long w, long[] f) {
        double left = value(f[a(w, f)]);
        double right = value(f[b(w, f)]);
        return switch (Op.operation(w)) {
            case Op.FADD_D -> left + right;
            case Op.FSUB_D -> left - right;
            case Op.FMUL_D -> left * right;
            default -> multiplyAdd(w, left, right, f[(int) (w >>> 59) & (f.length - 1)]);
        };
    }

    /// The opcode has the sign of the product in bit 3 and that of the addend in bit 2.
    private static double multiplyAdd(long w, double left, double right, long addend) {
        long product = Double.doubleToRawLongBits(left) ^ (w & 8L << 32) << 28;
        return Math.fma(value(product), right, value(addend ^ (w & 4L << 32) << 29));
    }

    private static double value(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
