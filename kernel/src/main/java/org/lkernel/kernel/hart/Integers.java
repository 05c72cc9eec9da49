package org.lkernel.kernel.hart;

/// The rarer integer operations: high products, division ("M" extension), and bit manipulation (Zba, Zbb, Zbs).
public final class Integers {
    static final int NONE = 0;

    private static final int MULH = 1;
    private static final int MULHSU = 2;
    private static final int MULHU = 3;
    private static final int DIV = 4;
    private static final int DIVU = 5;
    private static final int REM = 6;
    private static final int REMU = 7;
    private static final int DIVW = 8;
    private static final int DIVUW = 9;
    private static final int REMW = 10;
    private static final int REMUW = 11;
    private static final int SH1ADD_UW = 12;
    private static final int SH2ADD_UW = 13;
    private static final int SH3ADD_UW = 14;
    private static final int ANDN = 15;
    private static final int ORN = 16;
    private static final int XNOR = 17;
    private static final int MIN = 18;
    private static final int MINU = 19;
    private static final int MAX = 20;
    private static final int MAXU = 21;
    private static final int ROL = 22;
    private static final int ROR = 23;
    private static final int ROLW = 24;
    private static final int RORW = 25;
    private static final int BCLR = 26;
    private static final int BEXT = 27;
    private static final int BINV = 28;
    private static final int BSET = 29;
    private static final int ZEXT_H = 30;
    private static final int SLLI_UW = 31;
    private static final int CLZ = 32;
    private static final int CTZ = 33;
    private static final int CPOP = 34;
    private static final int CLZW = 35;
    private static final int CTZW = 36;
    private static final int CPOPW = 37;
    private static final int SEXT_B = 38;
    private static final int SEXT_H = 39;
    private static final int REV8 = 40;
    private static final int ORC_B = 41;

    private static final long EACH_BYTE_LOW_BIT = 0x0101_0101_0101_0101L;
    private static final long WORD = 0xffff_ffffL;

    private Integers() {}

    /// Which of these a register-register instruction of opcode OP is, by `funct7` and `funct3`.
    static int ofRegisters(int upper, int function) {
        return switch (upper << 3 | function) {
            case 1 << 3 | 1 -> MULH;
            case 1 << 3 | 2 -> MULHSU;
            case 1 << 3 | 3 -> MULHU;
            case 1 << 3 | 4 -> DIV;
            case 1 << 3 | 5 -> DIVU;
            case 1 << 3 | 6 -> REM;
            case 1 << 3 | 7 -> REMU;
            case 5 << 3 | 4 -> MIN;
            case 5 << 3 | 5 -> MINU;
            case 5 << 3 | 6 -> MAX;
            case 5 << 3 | 7 -> MAXU;
            case 0x14 << 3 | 1 -> BSET;
            case 0x20 << 3 | 4 -> XNOR;
            case 0x20 << 3 | 6 -> ORN;
            case 0x20 << 3 | 7 -> ANDN;
            case 0x24 << 3 | 1 -> BCLR;
            case 0x24 << 3 | 5 -> BEXT;
            case 0x30 << 3 | 1 -> ROL;
            case 0x30 << 3 | 5 -> ROR;
            case 0x34 << 3 | 1 -> BINV;
            default -> NONE;
        };
    }

    /// The same for opcode OP-32.
    static int ofRegistersWord(int upper, int function, int rs2) {
        return switch (upper << 3 | function) {
            case 1 << 3 | 4 -> DIVW;
            case 1 << 3 | 5 -> DIVUW;
            case 1 << 3 | 6 -> REMW;
            case 1 << 3 | 7 -> REMUW;
            case 4 << 3 | 4 -> rs2 == 0 ? ZEXT_H : NONE;
            case 0x10 << 3 | 2 -> SH1ADD_UW;
            case 0x10 << 3 | 4 -> SH2ADD_UW;
            case 0x10 << 3 | 6 -> SH3ADD_UW;
            case 0x30 << 3 | 1 -> ROLW;
            case 0x30 << 3 | 5 -> RORW;
            default -> NONE;
        };
    }

    /// The same for the shifts and one-operand instructions of opcode OP-IMM.
    static int ofConstant(int word) {
        return ((word >>> 12) & 7) == 1 ? ofLeft(word >>> 20) : ofRight(word >>> 20);
    }

    private static int ofLeft(int upper) {
        return switch (upper) {
            case 0x600 -> CLZ;
            case 0x601 -> CTZ;
            case 0x602 -> CPOP;
            case 0x604 -> SEXT_B;
            case 0x605 -> SEXT_H;
            default ->
                switch (upper >>> 6) {
                    case 0x0a -> BSET;
                    case 0x12 -> BCLR;
                    case 0x1a -> BINV;
                    default -> NONE;
                };
        };
    }

    private static int ofRight(int upper) {
        return switch (upper) {
            case 0x287 -> ORC_B;
            case 0x6b8 -> REV8;
            default ->
                switch (upper >>> 6) {
                    case 0x12 -> BEXT;
                    case 0x18 -> ROR;
                    default -> NONE;
                };
        };
    }

    /// The same for opcode OP-IMM-32.
    static int ofConstantWord(int word) {
        int upper = word >>> 20;
        return switch ((word >>> 12) & 7) {
            case 1 -> ofLeftWord(upper);
            case 5 -> upper >>> 5 == 0x30 ? RORW : NONE;
            default -> NONE;
        };
    }

    private static int ofLeftWord(int upper) {
        return switch (upper) {
            case 0x600 -> CLZW;
            case 0x601 -> CTZW;
            case 0x602 -> CPOPW;
            default -> upper >>> 6 == 2 ? SLLI_UW : NONE;
        };
    }

    public static long apply(int operation, long a, long b) {
        return operation < SH1ADD_UW ? multiplyOrDivide(operation, a, b) : manipulate(operation, a, b);
    }

    private static long multiplyOrDivide(int operation, long a, long b) {
        return switch (operation) {
            case MULH -> Math.multiplyHigh(a, b);
            case MULHSU -> Math.multiplyHigh(a, b) + (b < 0 ? a : 0);
            case MULHU -> Math.unsignedMultiplyHigh(a, b);
            case DIV -> b == 0 ? -1 : a / b;
            case DIVU -> b == 0 ? -1 : Long.divideUnsigned(a, b);
            case REM -> b == 0 ? a : a % b;
            case REMU -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case DIVW -> (int) b == 0 ? -1 : (int) a / (int) b;
            case DIVUW -> (int) b == 0 ? -1 : Integer.divideUnsigned((int) a, (int) b);
            case REMW -> (int) b == 0 ? (int) a : (int) a % (int) b;
            case REMUW -> (int) b == 0 ? (int) a : Integer.remainderUnsigned((int) a, (int) b);
            default -> throw new IllegalStateException("no such operation: " + operation);
        };
    }

    private static long manipulate(int operation, long a, long b) {
        return switch (operation) {
            case SH1ADD_UW -> ((a & WORD) << 1) + b;
            case SH2ADD_UW -> ((a & WORD) << 2) + b;
            case SH3ADD_UW -> ((a & WORD) << 3) + b;
            case ANDN -> a & ~b;
            case ORN -> a | ~b;
            case XNOR -> ~(a ^ b);
            case MIN -> Math.min(a, b);
            case MINU -> Long.compareUnsigned(a, b) < 0 ? a : b;
            case MAX -> Math.max(a, b);
            case MAXU -> Long.compareUnsigned(a, b) < 0 ? b : a;
            case ROL -> Long.rotateLeft(a, (int) b);
            case ROR -> Long.rotateRight(a, (int) b);
            case ROLW -> Integer.rotateLeft((int) a, (int) b);
            case RORW -> Integer.rotateRight((int) a, (int) b);
            case BCLR -> a & ~(1L << b);
            case BEXT -> (a >>> b) & 1;
            case BINV -> a ^ (1L << b);
            case BSET -> a | 1L << b;
            case SLLI_UW -> (a & WORD) << b;
            default -> count(operation, a);
        };
    }

    private static long count(int operation, long a) {
        return switch (operation) {
            case ZEXT_H -> a & 0xffff;
            case CLZ -> Long.numberOfLeadingZeros(a);
            case CTZ -> Long.numberOfTrailingZeros(a);
            case CPOP -> Long.bitCount(a);
            case CLZW -> Integer.numberOfLeadingZeros((int) a);
            case CTZW -> Integer.numberOfTrailingZeros((int) a);
            case CPOPW -> Integer.bitCount((int) a);
            case SEXT_B -> (byte) a;
            case SEXT_H -> (short) a;
            case REV8 -> Long.reverseBytes(a);
            case ORC_B -> orCombine(a);
            default -> throw new IllegalStateException("no such operation: " + operation);
        };
    }

    /// Every byte that is not zero becomes 0xff.
    private static long orCombine(long a) {
        long folded = a | (a >>> 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        folded |= (folded >>> 2) & 0x3f3f_3f3f_3f3f_3f3fL;
        folded |= (folded >>> 1) & 0x7f7f_7f7f_7f7f_7f7fL;
        return (folded & EACH_BYTE_LOW_BIT) * 0xff;
    }
}
