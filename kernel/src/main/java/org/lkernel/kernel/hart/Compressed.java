package org.lkernel.kernel.hart;

/// The 16-bit instructions, each the short form of one 32-bit instruction (RISC-V unprivileged, "C" extension).
final class Compressed {
    /// The word of no instruction.
    static final int ILLEGAL = 0;

    private static final int LOAD = 0x03;
    private static final int LOAD_FP = 0x07;
    private static final int OP_IMM = 0x13;
    private static final int OP_IMM_32 = 0x1b;
    private static final int STORE = 0x23;
    private static final int STORE_FP = 0x27;
    private static final int OP = 0x33;
    private static final int LUI = 0x37;
    private static final int OP_32 = 0x3b;
    private static final int BRANCH = 0x63;
    private static final int JALR = 0x67;
    private static final int JAL = 0x6f;
    private static final int EBREAK = 0x0010_0073;
    private static final int SP = 2;

    private Compressed() {}

    /// The 32-bit instruction that a halfword stands for, or [#ILLEGAL].
    static int expand(int half) {
        return switch (half & 3) {
            case 0 -> memory(half);
            case 1 -> arithmetic(half);
            default -> stack(half);
        };
    }

    private static int memory(int half) {
        int word = bits(half, 10, 3) << 3 | bits(half, 6, 1) << 2 | bits(half, 5, 1) << 6;
        int doubleword = bits(half, 10, 3) << 3 | bits(half, 5, 2) << 6;
        int base = low(half, 7);
        int register = low(half, 2);
        return switch (half >>> 13) {
            case 0 -> addressOfLocal(half);
            case 1 -> immediate(LOAD_FP, register, 3, base, doubleword);
            case 2 -> immediate(LOAD, register, 2, base, word);
            case 3 -> immediate(LOAD, register, 3, base, doubleword);
            case 5 -> store(STORE_FP, 3, base, register, doubleword);
            case 6 -> store(STORE, 2, base, register, word);
            case 7 -> store(STORE, 3, base, register, doubleword);
            default -> ILLEGAL;
        };
    }

    private static int addressOfLocal(int half) {
        int offset = bits(half, 11, 2) << 4 | bits(half, 7, 4) << 6 | bits(half, 6, 1) << 2 | bits(half, 5, 1) << 3;
        return offset == 0 ? ILLEGAL : immediate(OP_IMM, low(half, 2), 0, SP, offset);
    }

    private static int arithmetic(int half) {
        int rd = bits(half, 7, 5);
        int constant = signedSix(half);
        return switch (half >>> 13) {
            case 0 -> immediate(OP_IMM, rd, 0, rd, constant);
            case 1 -> rd == 0 ? ILLEGAL : immediate(OP_IMM_32, rd, 0, rd, constant);
            case 2 -> immediate(OP_IMM, rd, 0, 0, constant);
            case 3 -> constant == 0 ? ILLEGAL : rd == SP ? moveStack(half) : LUI | rd << 7 | constant << 12;
            case 4 -> registers(half);
            case 5 -> jump(half);
            case 6 -> branch(half, 0);
            default -> branch(half, 1);
        };
    }

    private static int moveStack(int half) {
        int offset = bits(half, 6, 1) << 4 | bits(half, 5, 1) << 6 | bits(half, 3, 2) << 7 | bits(half, 2, 1) << 5;
        return immediate(OP_IMM, SP, 0, SP, offset | -bits(half, 12, 1) << 9);
    }

    private static int registers(int half) {
        int rd = low(half, 7);
        int shift = bits(half, 12, 1) << 5 | bits(half, 2, 5);
        return switch (bits(half, 10, 2)) {
            case 0 -> immediate(OP_IMM, rd, 5, rd, shift);
            case 1 -> immediate(OP_IMM, rd, 5, rd, 0x400 | shift);
            case 2 -> immediate(OP_IMM, rd, 7, rd, signedSix(half));
            default -> twoRegisters(half, rd, low(half, 2));
        };
    }

    private static int twoRegisters(int half, int rd, int other) {
        return switch (bits(half, 12, 1) << 2 | bits(half, 5, 2)) {
            case 0 -> register(OP, rd, 0, rd, other, 0x20);
            case 1 -> register(OP, rd, 4, rd, other, 0);
            case 2 -> register(OP, rd, 6, rd, other, 0);
            case 3 -> register(OP, rd, 7, rd, other, 0);
            case 4 -> register(OP_32, rd, 0, rd, other, 0x20);
            case 5 -> register(OP_32, rd, 0, rd, other, 0);
            default -> ILLEGAL;
        };
    }

    private static int jump(int half) {
        int offset = bits(half, 11, 1) << 4
                | bits(half, 9, 2) << 8
                | bits(half, 8, 1) << 10
                | bits(half, 7, 1) << 6
                | bits(half, 6, 1) << 7
                | bits(half, 3, 3) << 1
                | bits(half, 2, 1) << 5
                | -bits(half, 12, 1) << 11;
        return JAL
                | bits(offset, 20, 1) << 31
                | bits(offset, 1, 10) << 21
                | bits(offset, 11, 1) << 20
                | bits(offset, 12, 8) << 12;
    }

    private static int branch(int half, int function) {
        int offset = bits(half, 10, 2) << 3
                | bits(half, 5, 2) << 6
                | bits(half, 3, 2) << 1
                | bits(half, 2, 1) << 5
                | -bits(half, 12, 1) << 8;
        return BRANCH
                | function << 12
                | low(half, 7) << 15
                | bits(offset, 12, 1) << 31
                | bits(offset, 5, 6) << 25
                | bits(offset, 1, 4) << 8
                | bits(offset, 11, 1) << 7;
    }

    private static int stack(int half) {
        int rd = bits(half, 7, 5);
        int other = bits(half, 2, 5);
        int word = bits(half, 12, 1) << 5 | bits(half, 4, 3) << 2 | bits(half, 2, 2) << 6;
        int doubleword = bits(half, 12, 1) << 5 | bits(half, 5, 2) << 3 | bits(half, 2, 3) << 6;
        int storedDoubleword = bits(half, 10, 3) << 3 | bits(half, 7, 3) << 6;
        return switch (half >>> 13) {
            case 0 -> immediate(OP_IMM, rd, 1, rd, bits(half, 12, 1) << 5 | other);
            case 1 -> immediate(LOAD_FP, rd, 3, SP, doubleword);
            case 2 -> rd == 0 ? ILLEGAL : immediate(LOAD, rd, 2, SP, word);
            case 3 -> rd == 0 ? ILLEGAL : immediate(LOAD, rd, 3, SP, doubleword);
            case 4 -> bits(half, 12, 1) == 0 ? jumpOrMove(rd, other) : callOrAdd(rd, other);
            case 5 -> store(STORE_FP, 3, SP, other, storedDoubleword);
            case 6 -> store(STORE, 2, SP, other, bits(half, 9, 4) << 2 | bits(half, 7, 2) << 6);
            default -> store(STORE, 3, SP, other, storedDoubleword);
        };
    }

    private static int jumpOrMove(int rd, int other) {
        if (other != 0) {
            return register(OP, rd, 0, 0, other, 0);
        }
        return rd == 0 ? ILLEGAL : immediate(JALR, 0, 0, rd, 0);
    }

    private static int callOrAdd(int rd, int other) {
        if (other != 0) {
            return register(OP, rd, 0, rd, other, 0);
        }
        return rd == 0 ? EBREAK : immediate(JALR, 1, 0, rd, 0);
    }

    private static int bits(int value, int from, int count) {
        return (value >>> from) & ((1 << count) - 1);
    }

    /// A register of the eight that three bits can name.
    private static int low(int half, int from) {
        return 8 + bits(half, from, 3);
    }

    private static int signedSix(int half) {
        return bits(half, 2, 5) | -bits(half, 12, 1) << 5;
    }

    private static int immediate(int opcode, int rd, int function, int rs1, int constant) {
        return opcode | rd << 7 | function << 12 | rs1 << 15 | constant << 20;
    }

    private static int register(int opcode, int rd, int function, int rs1, int rs2, int upper) {
        return opcode | rd << 7 | function << 12 | rs1 << 15 | rs2 << 20 | upper << 25;
    }

    private static int store(int opcode, int function, int base, int source, int offset) {
        return opcode | (offset & 31) << 7 | function << 12 | base << 15 | source << 20 | (offset >>> 5) << 25;
    }
}
