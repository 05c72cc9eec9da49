package org.lkernel.kernel.hart;

/// The operations of the interpreter, and the word that a decoded instruction is.
///
/// ```
/// 63            32 31  26 25    23 22   18 17   13 12   8 7       0
/// | immediate     | mark | halves | rs2   | rs1   | rd   | operation |
/// ```
/// `halves` is the length in halfwords. A load or store has its offset further up.
public final class Op {
    // What is not an instruction.
    public static final int UNDECODED = 0;
    public static final int PAGE_END = 1;
    public static final int STRADDLE = 2;

    // Integer operations that the fast loop always does. Those that would write `x0` are decoded as NOP.
    public static final int NOP = 3;
    public static final int LI = 4;
    public static final int AUIPC = 5;
    public static final int ADDI = 6;
    public static final int SLTI = 7;
    public static final int SLTIU = 8;
    public static final int XORI = 9;
    public static final int ORI = 10;
    public static final int ANDI = 11;
    public static final int SLLI = 12;
    public static final int SRLI = 13;
    public static final int SRAI = 14;
    public static final int ADDIW = 15;
    public static final int SLLIW = 16;
    public static final int SRLIW = 17;
    public static final int SRAIW = 18;
    public static final int ADD = 19;
    public static final int SUB = 20;
    public static final int SLL = 21;
    public static final int SLT = 22;
    public static final int SLTU = 23;
    public static final int XOR = 24;
    public static final int SRL = 25;
    public static final int SRA = 26;
    public static final int OR = 27;
    public static final int AND = 28;
    public static final int ADDW = 29;
    public static final int SUBW = 30;
    public static final int SLLW = 31;
    public static final int SRLW = 32;
    public static final int SRAW = 33;
    public static final int MUL = 34;
    public static final int MULW = 35;
    public static final int SH1ADD = 36;
    public static final int SH2ADD = 37;
    public static final int SH3ADD = 38;
    public static final int ADD_UW = 39;

    // Branches whose target is in the same page: the immediate counts halfwords.
    public static final int BEQ_NEAR = 40;
    public static final int BNE_NEAR = 41;
    public static final int BLT_NEAR = 42;
    public static final int BGE_NEAR = 43;
    public static final int BLTU_NEAR = 44;
    public static final int BGEU_NEAR = 45;
    public static final int J_NEAR = 46;
    public static final int JAL_NEAR = 47;

    // Branches to another page: the immediate counts bytes.
    public static final int BEQ_FAR = 48;
    public static final int BNE_FAR = 49;
    public static final int BLT_FAR = 50;
    public static final int BGE_FAR = 51;
    public static final int BLTU_FAR = 52;
    public static final int BGEU_FAR = 53;
    public static final int J_FAR = 54;
    public static final int JAL_FAR = 55;
    public static final int JR = 56;
    public static final int JALR = 57;

    // Loads and stores, which may fail.
    public static final int LB = 58;
    public static final int LH = 59;
    public static final int LW = 60;
    public static final int LD = 61;
    public static final int LBU = 62;
    public static final int LHU = 63;
    public static final int LWU = 64;
    public static final int SB = 65;
    public static final int SH = 66;
    public static final int SW = 67;
    public static final int SD = 68;
    public static final int FLW = 69;
    public static final int FLD = 70;
    public static final int FSW = 71;
    public static final int FSD = 72;

    // Double precision, rounded by the mode of `fcsr` or to nearest; the immediate is the instruction's own word.
    public static final int FADD_D = 73;
    public static final int FSUB_D = 74;
    public static final int FMUL_D = 75;
    public static final int FMADD_D = 76;
    public static final int FSGNJ_D = 77;

    // What is left to the slow path. The immediate is one of [Integers] for the first two, for all others the
    // instruction's word. LOAD_NOTHING is a load into `x0`.
    public static final int INTEGER = 78;
    public static final int INTEGER_CONSTANT = 79;
    public static final int LOAD_NOTHING = 80;
    public static final int FLOAT = 81;
    public static final int ATOMIC = 82;
    public static final int SYSTEM = 83;
    public static final int FENCE = 84;
    public static final int FENCE_I = 85;
    public static final int ILLEGAL = 86;
    public static final int ECALL = 87;
    public static final int EBREAK = 88;

    /// An entry of a region, in place of the instruction there.
    public static final int ENTRY = 89;

    private static final long MARK = 1L << 26;

    private Op() {}

    static long word(int operation, int rd, int rs1, int rs2, int halves, long immediate) {
        boolean access = operation >= LB && operation <= FSD;
        int shift = access ? offsetShift(operation) : 32;
        return operation | rd << 8 | rs1 << 13 | rs2 << 18 | halves << 23 | MARK | immediate << shift;
    }

    public static int operation(long word) {
        return (int) word & 0xff;
    }

    /// Whether the fast loop does it whatever the operands are.
    static boolean isSimple(long word) {
        return operation(word) >= NOP && operation(word) <= JALR;
    }

    public static int rd(long word) {
        return (int) (word >>> 8) & 31;
    }

    public static int rs1(long word) {
        return (int) (word >>> 13) & 31;
    }

    public static int rs2(long word) {
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

    public static int halves(long word) {
        return (int) (word >>> 23) & 7;
    }

    public static long immediate(long word) {
        boolean access = operation(word) >= LB && operation(word) <= FSD;
        return word >> (access ? offsetShift(operation(word)) : 32);
    }
}
