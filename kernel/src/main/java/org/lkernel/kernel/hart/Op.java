package org.lkernel.kernel.hart;

/// The operations of the interpreter, and the word that a decoded instruction is.
///
/// ```
/// 63            32 31  26 25    23 22   18 17   13 12   8 7       0
/// | immediate     |      | halves | rs2   | rs1   | rd   | operation |
/// ```
/// `halves` is the length in halfwords.
final class Op {
    // What is not an instruction.
    static final int UNDECODED = 0;
    static final int PAGE_END = 1;
    static final int STRADDLE = 2;

    // Traps and system instructions; the immediate is the instruction's own word.
    static final int ILLEGAL = 3;
    static final int ECALL = 4;
    static final int EBREAK = 5;
    static final int SYSTEM = 6;
    static final int FENCE = 7;
    static final int FENCE_I = 8;

    // Integer operations. Those that would write `x0` are decoded as NOP.
    static final int NOP = 9;
    static final int LI = 10;
    static final int AUIPC = 11;
    static final int ADDI = 12;
    static final int SLTI = 13;
    static final int SLTIU = 14;
    static final int XORI = 15;
    static final int ORI = 16;
    static final int ANDI = 17;
    static final int SLLI = 18;
    static final int SRLI = 19;
    static final int SRAI = 20;
    static final int ADDIW = 21;
    static final int SLLIW = 22;
    static final int SRLIW = 23;
    static final int SRAIW = 24;
    static final int ADD = 25;
    static final int SUB = 26;
    static final int SLL = 27;
    static final int SLT = 28;
    static final int SLTU = 29;
    static final int XOR = 30;
    static final int SRL = 31;
    static final int SRA = 32;
    static final int OR = 33;
    static final int AND = 34;
    static final int ADDW = 35;
    static final int SUBW = 36;
    static final int SLLW = 37;
    static final int SRLW = 38;
    static final int SRAW = 39;
    static final int MUL = 40;
    static final int MULW = 41;
    static final int SH1ADD = 42;
    static final int SH2ADD = 43;
    static final int SH3ADD = 44;
    static final int ADD_UW = 45;

    // Rarer integer operations of two registers, and of a register and a constant; the immediate is one of [Integers].
    static final int INTEGER = 46;
    static final int INTEGER_CONSTANT = 47;

    // Loads and stores. A load into `x0` is LOAD_NOTHING, with the instruction's word as immediate.
    static final int LB = 48;
    static final int LH = 49;
    static final int LW = 50;
    static final int LD = 51;
    static final int LBU = 52;
    static final int LHU = 53;
    static final int LWU = 54;
    static final int LOAD_NOTHING = 55;
    static final int SB = 56;
    static final int SH = 57;
    static final int SW = 58;
    static final int SD = 59;
    static final int FLW = 60;
    static final int FLD = 61;
    static final int FSW = 62;
    static final int FSD = 63;

    // Branches whose target is in the same page: the immediate counts halfwords.
    static final int BEQ_NEAR = 64;
    static final int BNE_NEAR = 65;
    static final int BLT_NEAR = 66;
    static final int BGE_NEAR = 67;
    static final int BLTU_NEAR = 68;
    static final int BGEU_NEAR = 69;
    static final int J_NEAR = 70;
    static final int JAL_NEAR = 71;

    // Branches to another page: the immediate counts bytes.
    static final int BEQ_FAR = 72;
    static final int BNE_FAR = 73;
    static final int BLT_FAR = 74;
    static final int BGE_FAR = 75;
    static final int BLTU_FAR = 76;
    static final int BGEU_FAR = 77;
    static final int J_FAR = 78;
    static final int JAL_FAR = 79;
    static final int JR = 80;
    static final int JALR = 81;

    // Floating point with the rounding mode of `fcsr` or to nearest; all else is FLOAT, with the word as immediate.
    static final int FADD_D = 82;
    static final int FSUB_D = 83;
    static final int FMUL_D = 84;
    static final int FMADD_D = 85;
    static final int FSGNJ_D = 86;
    static final int FLOAT = 87;

    // Atomic operations; the immediate is the instruction's word.
    static final int ATOMIC = 88;

    // Two instructions in one, see [Fusion].

    private Op() {}

    static long word(int operation, int rd, int rs1, int rs2, int halves, long immediate) {
        return operation | rd << 8 | rs1 << 13 | rs2 << 18 | halves << 23 | immediate << 32;
    }

    static int operation(long word) {
        return (int) word & 0xff;
    }

    static int rd(long word) {
        return (int) (word >>> 8) & 31;
    }

    static int rs1(long word) {
        return (int) (word >>> 13) & 31;
    }

    static int rs2(long word) {
        return (int) (word >>> 18) & 31;
    }

    static int halves(long word) {
        return (int) (word >>> 23) & 7;
    }

    static long immediate(long word) {
        return word >> 32;
    }
}
