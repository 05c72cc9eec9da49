package org.lkernel.kernel.hart;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes instructions one after another, as far as tests need them.
final class Assembler {
    static final int X0 = 0;
    static final int SP = 2;
    static final int A0 = 10;
    static final int A1 = 11;
    static final int A2 = 12;
    static final int A7 = 17;
    static final int T6 = 31;

    private ByteBuffer code = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    int size() {
        return code.position();
    }

    byte[] bytes() {
        return Arrays.copyOf(code.array(), code.position());
    }

    Assembler word(int word) {
        return half(word).half(word >>> 16);
    }

    Assembler half(int half) {
        if (code.remaining() < 2) {
            code = ByteBuffer.allocate(2 * code.capacity())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes());
        }
        code.putShort((short) half);
        return this;
    }

    Assembler addi(int rd, int rs1, int constant) {
        return word(immediate(0x13, rd, 0, rs1, constant));
    }

    Assembler load(int rd, int base, int offset) {
        return word(immediate(0x03, rd, 3, base, offset));
    }

    Assembler loadDouble(int rd, int base, int offset) {
        return word(immediate(0x07, rd, 3, base, offset));
    }

    Assembler store(int source, int base, int offset) {
        return word(stored(0x23, 3, base, source, offset));
    }

    Assembler storeDouble(int source, int base, int offset) {
        return word(stored(0x27, 3, base, source, offset));
    }

    /// A constant below 2³¹, in two instructions.
    Assembler constant(int rd, int value) {
        int upper = (value + 0x800) & ~0xfff;
        return word(0x37 | rd << 7 | upper).addi(rd, rd, value - upper);
    }

    /// A jump anywhere below 2³¹; clobbers `t6`.
    Assembler jumpTo(int address) {
        int upper = (address + 0x800) & ~0xfff;
        return word(0x37 | T6 << 7 | upper).word(immediate(0x67, X0, 0, T6, address - upper));
    }

    Assembler jumpRegister(int register) {
        return word(immediate(0x67, X0, 0, register, 0));
    }

    Assembler systemCall(int number) {
        return addi(A7, X0, number).word(0x73);
    }

    static int immediate(int opcode, int rd, int function, int rs1, int constant) {
        return opcode | rd << 7 | function << 12 | rs1 << 15 | constant << 20;
    }

    static int register(int opcode, int rd, int function, int rs1, int rs2, int upper) {
        return opcode | rd << 7 | function << 12 | rs1 << 15 | rs2 << 20 | upper << 25;
    }

    static int stored(int opcode, int function, int base, int source, int offset) {
        return opcode | (offset & 31) << 7 | function << 12 | base << 15 | source << 20 | (offset >> 5) << 25;
    }

    static int branch(int function, int rs1, int rs2, int offset) {
        return 0x63
                | function << 12
                | rs1 << 15
                | rs2 << 20
                | ((offset >>> 12) & 1) << 31
                | ((offset >>> 5) & 0x3f) << 25
                | ((offset >>> 1) & 15) << 8
                | ((offset >>> 11) & 1) << 7;
    }

    static int jump(int rd, int offset) {
        return 0x6f
                | rd << 7
                | ((offset >>> 20) & 1) << 31
                | ((offset >>> 1) & 0x3ff) << 21
                | ((offset >>> 11) & 1) << 20
                | ((offset >>> 12) & 0xff) << 12;
    }
}
