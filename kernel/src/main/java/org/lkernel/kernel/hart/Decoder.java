package org.lkernel.kernel.hart;

/// From a 32-bit instruction to the word the interpreter runs by (RISC-V unprivileged, "RV32/64G Instruction Set
/// Listings").
final class Decoder {
    /// For an instruction that lies on two pages: its branches never stay "in the page".
    static final int NOWHERE = -1;

    private static final int PAGE_HALVES = 2048;
    private static final int SHIFT_OPERATIONS = 0x3f;

    private static final int[] LOADS = {Op.LB, Op.LH, Op.LW, Op.LD, Op.LBU, Op.LHU, Op.LWU, Op.ILLEGAL};
    private static final int[] STORES = {Op.SB, Op.SH, Op.SW, Op.SD};
    private static final int[] CONSTANTS = {Op.ADDI, 0, Op.SLTI, Op.SLTIU, Op.XORI, 0, Op.ORI, Op.ANDI};
    private static final int[] REGISTERS = {Op.ADD, Op.SLL, Op.SLT, Op.SLTU, Op.XOR, Op.SRL, Op.OR, Op.AND};
    private static final int[] BRANCHES = {
        Op.BEQ_NEAR, Op.BNE_NEAR, Op.ILLEGAL, Op.ILLEGAL, Op.BLT_NEAR, Op.BGE_NEAR, Op.BLTU_NEAR, Op.BGEU_NEAR
    };
    private static final int TO_FAR = Op.BEQ_FAR - Op.BEQ_NEAR;

    private Decoder() {}

    /// @param word the instruction, expanded when it was a short one
    /// @param original its bits in memory, which an illegal instruction reports
    /// @param halves its length in memory, in halfwords
    /// @param half where in its page it begins, in halfwords, or [#NOWHERE]
    static long decode(int word, int original, int halves, int half) {
        int rd = (word >>> 7) & 31;
        int rs1 = (word >>> 15) & 31;
        int rs2 = (word >>> 20) & 31;
        long decoded = switch (word & 0x7f) {
            case 0x03 -> load(word, rd, rs1);
            case 0x07 -> loadFloat(word, rd, rs1);
            case 0x0f -> fence(word);
            case 0x13 -> constant(word, rd, rs1);
            case 0x17 -> writing(Op.AUIPC, rd, 0, 0, word & ~0xfff);
            case 0x1b -> constantWord(word, rd, rs1);
            case 0x23 -> store(word, rs1, rs2);
            case 0x27 -> storeFloat(word, rs1, rs2);
            case 0x2f -> plain(Atomics.isLegal(word) ? Op.ATOMIC : Op.ILLEGAL, 0, 0, 0, word);
            case 0x33 -> registers(word, rd, rs1, rs2);
            case 0x37 -> writing(Op.LI, rd, 0, 0, word & ~0xfff);
            case 0x3b -> registersWord(word, rd, rs1, rs2);
            case 0x43, 0x47, 0x4b, 0x4f, 0x53 -> floating(word, rd, rs1, rs2);
            case 0x63 -> branch(word, rs1, rs2, half);
            case 0x67 -> jumpRegister(word, rd, rs1);
            case 0x6f -> jump(word, rd, half);
            case 0x73 -> system(word);
            default -> Op.ILLEGAL;
        };
        if (Op.operation(decoded) == Op.ILLEGAL) {
            return plain(Op.ILLEGAL, 0, 0, 0, original);
        }
        return decoded | (long) halves << 23;
    }

    private static long plain(int operation, int rd, int rs1, int rs2, long immediate) {
        return Op.word(operation, rd, rs1, rs2, 0, immediate);
    }

    /// An operation without other effects than writing `rd`.
    private static long writing(int operation, int rd, int rs1, int rs2, long immediate) {
        return rd == 0 && operation != Op.ILLEGAL ? Op.NOP : plain(operation, rd, rs1, rs2, immediate);
    }

    private static long load(int word, int rd, int rs1) {
        int operation = LOADS[function(word)];
        if (operation != Op.ILLEGAL && rd == 0) {
            return plain(Op.LOAD_NOTHING, 0, rs1, 0, word);
        }
        return plain(operation, rd, rs1, 0, word >> 20);
    }

    private static long loadFloat(int word, int rd, int rs1) {
        return switch (function(word)) {
            case 2 -> plain(Op.FLW, rd, rs1, 0, word >> 20);
            case 3 -> plain(Op.FLD, rd, rs1, 0, word >> 20);
            default -> Op.ILLEGAL;
        };
    }

    private static long store(int word, int rs1, int rs2) {
        int function = function(word);
        return function > 3 ? Op.ILLEGAL : plain(STORES[function], 0, rs1, rs2, storeOffset(word));
    }

    private static long storeFloat(int word, int rs1, int rs2) {
        return switch (function(word)) {
            case 2 -> plain(Op.FSW, 0, rs1, rs2, storeOffset(word));
            case 3 -> plain(Op.FSD, 0, rs1, rs2, storeOffset(word));
            default -> Op.ILLEGAL;
        };
    }

    private static int storeOffset(int word) {
        return (word >> 25) << 5 | ((word >>> 7) & 31);
    }

    private static long fence(int word) {
        return switch (function(word)) {
            case 0 -> Op.FENCE;
            case 1 -> Op.FENCE_I;
            default -> Op.ILLEGAL;
        };
    }

    private static long constant(int word, int rd, int rs1) {
        int function = function(word);
        if (function == 1 || function == 5) {
            return shift(word, rd, rs1);
        }
        if (function == 0 && rs1 == 0) {
            return writing(Op.LI, rd, 0, 0, word >> 20);
        }
        return writing(CONSTANTS[function], rd, rs1, 0, word >> 20);
    }

    private static long shift(int word, int rd, int rs1) {
        int amount = (word >>> 20) & SHIFT_OPERATIONS;
        int upper = word >>> 26;
        boolean left = function(word) == 1;
        if (upper == 0) {
            return writing(left ? Op.SLLI : Op.SRLI, rd, rs1, 0, amount);
        }
        if (upper == 0x10 && !left) {
            return writing(Op.SRAI, rd, rs1, 0, amount);
        }
        int operation = Integers.ofConstant(word);
        return operation == Integers.NONE
                ? Op.ILLEGAL
                : writing(Op.INTEGER_CONSTANT, rd, rs1, 0, operation | amount << 8);
    }

    private static long constantWord(int word, int rd, int rs1) {
        int amount = (word >>> 20) & 31;
        return switch ((word >>> 25) << 3 | function(word)) {
            case 1 -> writing(Op.SLLIW, rd, rs1, 0, amount);
            case 5 -> writing(Op.SRLIW, rd, rs1, 0, amount);
            case 0x20 << 3 | 5 -> writing(Op.SRAIW, rd, rs1, 0, amount);
            default -> function(word) == 0 ? writing(Op.ADDIW, rd, rs1, 0, word >> 20) : rareWord(word, rd, rs1);
        };
    }

    private static long rareWord(int word, int rd, int rs1) {
        int operation = Integers.ofConstantWord(word);
        int amount = (word >>> 20) & SHIFT_OPERATIONS;
        return operation == Integers.NONE
                ? Op.ILLEGAL
                : writing(Op.INTEGER_CONSTANT, rd, rs1, 0, operation | amount << 8);
    }

    private static long registers(int word, int rd, int rs1, int rs2) {
        int function = function(word);
        int upper = word >>> 25;
        if (upper == 0) {
            return writing(REGISTERS[function], rd, rs1, rs2, 0);
        }
        if (upper == 0x20 && (function == 0 || function == 5)) {
            return writing(function == 0 ? Op.SUB : Op.SRA, rd, rs1, rs2, 0);
        }
        if (upper == 1 && function == 0) {
            return writing(Op.MUL, rd, rs1, rs2, 0);
        }
        return upper == 0x10
                ? shiftAdd(function, rd, rs1, rs2)
                : rareRegisters(Integers.ofRegisters(upper, function), rd, rs1, rs2);
    }

    private static long shiftAdd(int function, int rd, int rs1, int rs2) {
        return switch (function) {
            case 2 -> writing(Op.SH1ADD, rd, rs1, rs2, 0);
            case 4 -> writing(Op.SH2ADD, rd, rs1, rs2, 0);
            case 6 -> writing(Op.SH3ADD, rd, rs1, rs2, 0);
            default -> Op.ILLEGAL;
        };
    }

    private static long registersWord(int word, int rd, int rs1, int rs2) {
        int function = function(word);
        int operation = switch ((word >>> 25) << 3 | function) {
            case 0 -> Op.ADDW;
            case 1 -> Op.SLLW;
            case 5 -> Op.SRLW;
            case 0x20 << 3 -> Op.SUBW;
            case 0x20 << 3 | 5 -> Op.SRAW;
            case 1 << 3 -> Op.MULW;
            case 4 << 3 -> Op.ADD_UW;
            default -> Op.ILLEGAL;
        };
        if (operation != Op.ILLEGAL) {
            return writing(operation, rd, rs1, rs2, 0);
        }
        return rareRegisters(Integers.ofRegistersWord(word >>> 25, function, rs2), rd, rs1, rs2);
    }

    private static long rareRegisters(int operation, int rd, int rs1, int rs2) {
        return operation == Integers.NONE ? Op.ILLEGAL : writing(Op.INTEGER, rd, rs1, rs2, operation);
    }

    private static long floating(int word, int rd, int rs1, int rs2) {
        if (!FloatDecoder.isLegal(word)) {
            return Op.ILLEGAL;
        }
        return plain(FloatDecoder.operation(word), rd, rs1, rs2, word);
    }

    private static long branch(int word, int rs1, int rs2, int half) {
        int operation = BRANCHES[function(word)];
        int offset = (word >> 31) << 12 | (word & 0x80) << 4 | ((word >>> 20) & 0x7e0) | ((word >>> 7) & 0x1e);
        if (operation == Op.ILLEGAL) {
            return Op.ILLEGAL;
        }
        return near(half, offset)
                ? plain(operation, 0, rs1, rs2, offset >> 1)
                : plain(operation + TO_FAR, 0, rs1, rs2, offset);
    }

    private static long jump(int word, int rd, int half) {
        int offset = (word >> 31) << 20 | (word & 0xff000) | ((word >>> 9) & 0x800) | ((word >>> 20) & 0x7fe);
        int operation = rd == 0 ? Op.J_NEAR : Op.JAL_NEAR;
        return near(half, offset)
                ? plain(operation, rd, 0, 0, offset >> 1)
                : plain(operation + TO_FAR, rd, 0, 0, offset);
    }

    private static boolean near(int half, int offset) {
        int target = half + (offset >> 1);
        return half != NOWHERE && target >= 0 && target < PAGE_HALVES;
    }

    private static long jumpRegister(int word, int rd, int rs1) {
        return function(word) == 0 ? plain(rd == 0 ? Op.JR : Op.JALR, rd, rs1, 0, word >> 20) : Op.ILLEGAL;
    }

    private static long system(int word) {
        return switch (function(word)) {
            case 0 -> word == 0x73 ? Op.ECALL : word == 0x0010_0073 ? Op.EBREAK : Op.ILLEGAL;
            case 4 -> Op.ILLEGAL;
            default -> plain(Op.SYSTEM, 0, 0, 0, word);
        };
    }

    private static int function(int word) {
        return (word >>> 12) & 7;
    }
}
