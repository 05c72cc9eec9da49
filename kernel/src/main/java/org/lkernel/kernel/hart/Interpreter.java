package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// The loop that runs decoded instructions.
///
/// It is one method because the host's compiler makes one jump table of it and keeps the program counter, the budget and the
/// tables in registers; whatever is rare is a call. The program counter is a page and a halfword in it: only a jump out of
/// the page, its end, and a store that may have overwritten instructions lead back to the outer loop, which looks the page
/// up. The budget is counted down before an instruction runs, and given back when it turns out not to retire.
@SuppressWarnings({"IntLongMath", "NarrowCalculation", "ReferenceEquality"}) // 32-bit results are meant; pages are compared by identity
final class Interpreter {
    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final int MODE_AND_INEXACT = 7 << 5 | Rounding.INEXACT;
    private static final int INEXACT = Rounding.INEXACT;

    private final Registers registers;
    private final Bus bus;
    private final Atomics atomics;
    private final ControlRegisters control;
    private final FloatUnit floats;
    private final long[] straddling = new CodePage(0).slots;
    private long retired;

    Interpreter(Registers registers, Bus bus, Atomics atomics, TimeSource time) {
        this.registers = registers;
        this.bus = bus;
        this.atomics = atomics;
        control = new ControlRegisters(registers, time);
        floats = new FloatUnit(registers);
    }

    long retired() {
        return retired;
    }

    void restoreRetired(long count) {
        retired = count;
    }

    /// Runs until a trap, or until that many instructions have retired.
    Trap run(long budget) {
        Tlb tlb = bus.tlb();
        long top = tlb.top();
        long[] x = registers.x;
        long[] f = registers.f;
        long left = budget;
        long pc = registers.pc & ~1L;
        Trap trap;
        pages:
        for (; ; ) {
            if (left == 0) {
                trap = Trap.BUDGET_SPENT;
                break;
            }
            CodePage page = page(tlb, pc);
            if (page == null) {
                trap = bus.takeFault();
                break;
            }
            long[] code = page.slots;
            long base = pc & -Raw.PAGE_SIZE;
            int at = (int) (pc - base) >>> 1;
            for (; ; ) {
                if (left == 0) {
                    pc = base + 2L * at;
                    trap = Trap.BUDGET_SPENT;
                    break pages;
                }
                left--;
                long w = code[at];
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
                    case Op.INTEGER -> x[d(w, x)] = Integers.apply((int) (w >> 32), x[a(w, x)], x[b(w, x)]);
                    case Op.INTEGER_CONSTANT -> x[d(w, x)] = Integers.apply((int) (w >> 32) & 0xff, x[a(w, x)], w >> 40);
                    case Op.LB -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 0);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadByte(address + addend);
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LH -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 1);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadShort(address + addend);
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LW -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadInt(address + addend);
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LD -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 7);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadLong(address + addend);
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LBU -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 0);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadByte(address + addend) & 0xff;
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LHU -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 1);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadShort(address + addend) & 0xffff;
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.LWU -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend != 0) {
                            x[d(w, x)] = Raw.loadInt(address + addend) & 0xffff_ffffL;
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.FLW -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 3);
                        if (addend != 0) {
                            f[d(w, f)] = Raw.loadInt(address + addend) | BOX;
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.FLD -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.readAddend(top, address, 7);
                        if (addend != 0) {
                            f[d(w, f)] = Raw.loadLong(address + addend);
                        } else if (!load(w, address)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.SB -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 0);
                        if (addend != 0) {
                            Raw.storeByte(address + addend, (byte) x[b(w, x)]);
                        } else if (bus.store(address, 1, x[b(w, x)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.SH -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 1);
                        if (addend != 0) {
                            Raw.storeShort(address + addend, (short) x[b(w, x)]);
                        } else if (bus.store(address, 2, x[b(w, x)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.SW -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 3);
                        if (addend != 0) {
                            Raw.storeInt(address + addend, (int) x[b(w, x)]);
                        } else if (bus.store(address, 4, x[b(w, x)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.SD -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 7);
                        if (addend != 0) {
                            Raw.storeLong(address + addend, x[b(w, x)]);
                        } else if (bus.store(address, 8, x[b(w, x)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.FSW -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 3);
                        if (addend != 0) {
                            Raw.storeInt(address + addend, (int) f[b(w, f)]);
                        } else if (bus.store(address, 4, f[b(w, f)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.FSD -> {
                        long address = x[a(w, x)] + (w >> 32);
                        long addend = Tlb.writeAddend(top, address, 7);
                        if (addend != 0) {
                            Raw.storeLong(address + addend, f[b(w, f)]);
                        } else if (bus.store(address, 8, f[b(w, f)])) {
                            pc = base + 2L * (at + Op.halves(w));
                            continue pages;
                        } else {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.BEQ_NEAR -> {
                        if (x[a(w, x)] == x[b(w, x)]) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BNE_NEAR -> {
                        if (x[a(w, x)] != x[b(w, x)]) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BLT_NEAR -> {
                        if (x[a(w, x)] < x[b(w, x)]) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BGE_NEAR -> {
                        if (x[a(w, x)] >= x[b(w, x)]) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BLTU_NEAR -> {
                        if (below(x[a(w, x)], x[b(w, x)])) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.BGEU_NEAR -> {
                        if (!below(x[a(w, x)], x[b(w, x)])) {
                            at += (int) (w >> 32);
                            continue;
                        }
                    }
                    case Op.J_NEAR -> {
                        at += (int) (w >> 32);
                        continue;
                    }
                    case Op.JAL_NEAR -> {
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        at += (int) (w >> 32);
                        continue;
                    }
                    case Op.BEQ_FAR -> {
                        if (x[a(w, x)] == x[b(w, x)]) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BNE_FAR -> {
                        if (x[a(w, x)] != x[b(w, x)]) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BLT_FAR -> {
                        if (x[a(w, x)] < x[b(w, x)]) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BGE_FAR -> {
                        if (x[a(w, x)] >= x[b(w, x)]) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BLTU_FAR -> {
                        if (below(x[a(w, x)], x[b(w, x)])) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.BGEU_FAR -> {
                        if (!below(x[a(w, x)], x[b(w, x)])) {
                            pc = base + 2L * at + (w >> 32);
                            continue pages;
                        }
                    }
                    case Op.J_FAR -> {
                        pc = base + 2L * at + (w >> 32);
                        continue pages;
                    }
                    case Op.JAL_FAR -> {
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        pc = base + 2L * at + (w >> 32);
                        continue pages;
                    }
                    case Op.JR -> {
                        pc = (x[a(w, x)] + (w >> 32)) & ~1L;
                        if ((pc ^ base) >>> Tlb.PAGE_BITS == 0 && code != straddling) {
                            at = (int) (pc - base) >>> 1;
                            continue;
                        }
                        continue pages;
                    }
                    case Op.JALR -> {
                        pc = (x[a(w, x)] + (w >> 32)) & ~1L;
                        x[d(w, x)] = base + 2L * (at + Op.halves(w));
                        if ((pc ^ base) >>> Tlb.PAGE_BITS == 0 && code != straddling) {
                            at = (int) (pc - base) >>> 1;
                            continue;
                        }
                        continue pages;
                    }
                    case Op.FADD_D -> {
                        double result = value(f[a(w, f)]) + value(f[b(w, f)]);
                        if (Math.abs(result) < NativeFloat.GREATEST && (registers.fcsr & MODE_AND_INEXACT) == INEXACT) {
                            f[d(w, f)] = Double.doubleToRawLongBits(result);
                        } else if (!floats.execute((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FSUB_D -> {
                        double result = value(f[a(w, f)]) - value(f[b(w, f)]);
                        if (Math.abs(result) < NativeFloat.GREATEST && (registers.fcsr & MODE_AND_INEXACT) == INEXACT) {
                            f[d(w, f)] = Double.doubleToRawLongBits(result);
                        } else if (!floats.execute((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FMUL_D -> {
                        double result = value(f[a(w, f)]) * value(f[b(w, f)]);
                        if (NativeFloat.isOrdinary(result) && (registers.fcsr & MODE_AND_INEXACT) == INEXACT) {
                            f[d(w, f)] = Double.doubleToRawLongBits(result);
                        } else if (!floats.execute((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FMADD_D -> {
                        long addend = f[(int) (w >>> 59) & (f.length - 1)] ^ (w & 4L << 32) << 29;
                        double result = Math.fma(
                                value(f[a(w, f)] ^ (w & 8L << 32) << 28), value(f[b(w, f)]), value(addend));
                        if (NativeFloat.isOrdinary(result) && (registers.fcsr & MODE_AND_INEXACT) == INEXACT) {
                            f[d(w, f)] = Double.doubleToRawLongBits(result);
                        } else if (!floats.execute((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FSGNJ_D -> f[d(w, f)] = (f[a(w, f)] & Long.MAX_VALUE) | (f[b(w, f)] & Long.MIN_VALUE);
                    case Op.FLOAT -> {
                        if (!floats.execute((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FENCE -> Raw.fence();
                    case Op.ATOMIC -> {
                        if (!atomics.execute((int) (w >> 32), x)) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                        pc = base + 2L * (at + Op.halves(w));
                        continue pages;
                    }
                    case Op.SYSTEM -> {
                        if (!control.execute((int) (w >> 32), retired + budget - left - 1)) {
                            pc = base + 2L * at;
                            left++;
                            trap = new Trap.IllegalInstruction(w >>> 32);
                            break pages;
                        }
                    }
                    case Op.FENCE_I -> {
                        tlb.code().synchronize();
                        pc = base + 2L * (at + Op.halves(w));
                        continue pages;
                    }
                    case Op.LOAD_NOTHING -> {
                        if (!loadNothing((int) (w >> 32))) {
                            pc = base + 2L * at;
                            left++;
                            trap = bus.takeFault();
                            break pages;
                        }
                    }
                    case Op.UNDECODED -> {
                        left++;
                        page.decode(at);
                        continue;
                    }
                    case Op.PAGE_END -> {
                        left++;
                        pc = base + 2L * at;
                        continue pages;
                    }
                    case Op.STRADDLE -> {
                        left++;
                        if (!straddle(base, page)) {
                            pc = base + 2L * at;
                            trap = bus.takeFault();
                            break pages;
                        }
                        code = straddling;
                        continue;
                    }
                    case Op.ECALL -> {
                        pc = base + 2L * at;
                        left++;
                        trap = Trap.SYSTEM_CALL;
                        break pages;
                    }
                    case Op.EBREAK -> {
                        pc = base + 2L * at;
                        left++;
                        trap = Trap.BREAKPOINT;
                        break pages;
                    }
                    case Op.ILLEGAL -> {
                        pc = base + 2L * at;
                        left++;
                        trap = new Trap.IllegalInstruction(w >>> 32);
                        break pages;
                    }
                    default -> throw new IllegalStateException("no such operation: " + w);
                }
                at += Op.halves(w);
            }
        }
        registers.pc = pc;
        retired += budget - left;
        return trap;
    }

    private @Nullable CodePage page(Tlb tlb, long address) {
        CodePage found = tlb.window().find(address);
        return found != null ? found : fetch(tlb, address);
    }

    private @Nullable CodePage fetch(Tlb tlb, long address) {
        long host = bus.host(address, Access.EXECUTE);
        return host == 0 ? null : tlb.window().add(address, host);
    }

    /// Puts an instruction that goes over the end of a page, whose other half depends on what is mapped there, into a page
    /// of its own; false after a fault.
    private boolean straddle(long base, CodePage page) {
        long next = bus.host(base + Raw.PAGE_SIZE, Access.EXECUTE);
        if (next == 0) {
            return false;
        }
        straddling[CodePage.LAST] = page.straddling(Raw.loadShort(next));
        return true;
    }

    /// A load by the slow path; false after a fault.
    private boolean load(long w, long address) {
        int size =
                switch (Op.operation(w)) {
                    case Op.LB, Op.LBU -> 1;
                    case Op.LH, Op.LHU -> 2;
                    case Op.LW, Op.LWU, Op.FLW -> 4;
                    default -> 8;
                };
        long value = bus.load(address, size);
        if (bus.failed()) {
            return false;
        }
        switch (Op.operation(w)) {
            case Op.LB -> registers.x[Op.rd(w)] = (byte) value;
            case Op.LH -> registers.x[Op.rd(w)] = (short) value;
            case Op.LW -> registers.x[Op.rd(w)] = (int) value;
            case Op.FLW -> registers.f[Op.rd(w)] = value | BOX;
            case Op.FLD -> registers.f[Op.rd(w)] = value;
            default -> registers.x[Op.rd(w)] = value;
        }
        return true;
    }

    /// A load whose value nobody wants, which may fault all the same.
    private boolean loadNothing(int word) {
        long address = registers.x[(word >>> 15) & 31] + (word >> 20);
        bus.load(address, 1 << ((word >>> 12) & 3));
        return !bus.failed();
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

    private static double value(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
