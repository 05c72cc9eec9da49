package org.lkernel.kernel.hart;

/// The operations of the interpreter, and the word that a decoded instruction is.
///
/// ```
/// 63            32 31  26 25    23 22   18 17   13 12   8 7       0
/// | immediate     | mark | halves | rs2   | rs1   | rd   | operation |
/// ```
/// `halves` is the length in halfwords. A load or store has its offset further up.
final class Op {
    // What is not an instruction.
    static final int UNDECODED = 0;
    static final int PAGE_END = 1;
    static final int STRADDLE = 2;

    // Integer operations that the fast loop always does. Those that would write `x0` are decoded as NOP.
    static final int NOP = 3;
    static final int LI = 4;
    static final int AUIPC = 5;
    static final int ADDI = 6;
    static final int SLTI = 7;
    static final int SLTIU = 8;
    static final int XORI = 9;
    static final int ORI = 10;
    static final int ANDI = 11;
    static final int SLLI = 12;
    static final int SRLI = 13;
    static final int SRAI = 14;
    static final int ADDIW = 15;
    static final int SLLIW = 16;
    static final int SRLIW = 17;
    static final int SRAIW = 18;
    static final int ADD = 19;
    static final int SUB = 20;
    static final int SLL = 21;
    static final int SLT = 22;
    static final int SLTU = 23;
    static final int XOR = 24;
    static final int SRL = 25;
    static final int SRA = 26;
    static final int OR = 27;
    static final int AND = 28;
    static final int ADDW = 29;
    static final int SUBW = 30;
    static final int SLLW = 31;
    static final int SRLW = 32;
    static final int SRAW = 33;
    static final int MUL = 34;
    static final int MULW = 35;
    static final int SH1ADD = 36;
    static final int SH2ADD = 37;
    static final int SH3ADD = 38;
    static final int ADD_UW = 39;

    // Branches whose target is in the same page: the immediate counts halfwords.
    static final int BEQ_NEAR = 40;
    static final int BNE_NEAR = 41;
    static final int BLT_NEAR = 42;
    static final int BGE_NEAR = 43;
    static final int BLTU_NEAR = 44;
    static final int BGEU_NEAR = 45;
    static final int J_NEAR = 46;
    static final int JAL_NEAR = 47;

    // Branches to another page: the immediate counts bytes.
    static final int BEQ_FAR = 48;
    static final int BNE_FAR = 49;
    static final int BLT_FAR = 50;
    static final int BGE_FAR = 51;
    static final int BLTU_FAR = 52;
    static final int BGEU_FAR = 53;
    static final int J_FAR = 54;
    static final int JAL_FAR = 55;
    static final int JR = 56;
    static final int JALR = 57;

    // Loads and stores, which may fail.
    static final int LB = 58;
    static final int LH = 59;
    static final int LW = 60;
    static final int LD = 61;
    static final int LBU = 62;
    static final int LHU = 63;
    static final int LWU = 64;
    static final int SB = 65;
    static final int SH = 66;
    static final int SW = 67;
    static final int SD = 68;
    static final int FLW = 69;
    static final int FLD = 70;
    static final int FSW = 71;
    static final int FSD = 72;

    // Double precision, rounded by the mode of `fcsr` or to nearest; the immediate is the instruction's own word.
    static final int FADD_D = 73;
    static final int FSUB_D = 74;
    static final int FMUL_D = 75;
    static final int FMADD_D = 76;
    static final int FSGNJ_D = 77;

    // What is left to the slow path. The immediate is one of [Integers] for the first two, for all others the
    // instruction's word. LOAD_NOTHING is a load into `x0`.
    static final int INTEGER = 78;
    static final int INTEGER_CONSTANT = 79;
    static final int LOAD_NOTHING = 80;
    static final int FLOAT = 81;
    static final int ATOMIC = 82;
    static final int SYSTEM = 83;
    static final int FENCE = 84;
    static final int FENCE_I = 85;
    static final int ILLEGAL = 86;
    static final int ECALL = 87;
    static final int EBREAK = 88;

    private static final long MARK = 1L << 26;

    private Op() {}

    static long word(int operation, int rd, int rs1, int rs2, int halves, long immediate) {
        boolean access = operation >= LB && operation <= FSD;
        int shift = access ? offsetShift(operation) : 32;
        return operation | rd << 8 | rs1 << 13 | rs2 << 18 | halves << 23 | MARK | immediate << shift;
    }

    static int operation(long word) {
        return (int) word & 0xff;
    }

    /// Whether the fast loop does it whatever the operands are.
    static boolean isSimple(long word) {
        return operation(word) >= NOP && operation(word) <= JALR;
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

    /// Where the offset of a load or store begins: a place of its own for each, or the host's compiler, which
    /// computes what several cases of a switch have in common ahead of it, would compute every address before it
    /// knows what for.
    static int offsetShift(int operation) {
        return 32 + operation - LB;
    }

    /// One, from a word with a mark for it: the count of a jump, taken so that the compiler sees no counted loop.
    static long one(long word) {
        return (word >>> 26) & 1;
    }

    static int halves(long word) {
        return (int) (word >>> 23) & 7;
    }

    static long immediate(long word) {
        boolean access = operation(word) >= LB && operation(word) <= FSD;
        return word >> (access ? offsetShift(operation(word)) : 32);
    }
}
