package org.lkernel.kernel.hart;

/// What one instruction does with integer registers and memory, as far as its word says it.
///
/// @param reads registers whose value it needs, a bit each; of `ecall` those that may hold arguments
/// @param writes registers that have another value afterwards, a bit each
/// @param access what it does to memory, or null
/// @param base the register that the address is counted from
/// @param offset from it
/// @param width bytes it touches there
/// @see "RISC-V unprivileged, chapters RV32/64G Instruction Set Listings and C"
public record InstructionUse(
        int reads,
        int writes,
        @org.jspecify.annotations.Nullable Access access,
        int base,
        int offset,
        int width) {
    private static final int ARGUMENTS = 0b1011_1111 << 10;
    private static final int A0 = 1 << 10;
    private static final int CONVERSIONS_FROM_INTEGER = 0b11010;
    private static final int MOVES_FROM_INTEGER = 0b11110;
    private static final int COMPARISONS = 0b10100;
    private static final int CONVERSIONS_TO_INTEGER = 0b11000;
    private static final int MOVES_TO_INTEGER = 0b11100;

    /// @param word of 32 bits, or a compressed one in the lower half
    public static InstructionUse of(int word) {
        return (word & 3) == 3 ? plain(word) : plain(Compressed.expand(word & 0xffff));
    }

    private static InstructionUse plain(int word) {
        int rd = bit(word >>> 7);
        int rs1 = bit(word >>> 15);
        int rs2 = bit(word >>> 20);
        return switch (word & 0x7f) {
            case 0x37, 0x17, 0x6f -> registers(0, rd);
            case 0x67, 0x13, 0x1b -> registers(rs1, rd);
            case 0x63 -> registers(rs1 | rs2, 0);
            case 0x33, 0x3b -> registers(rs1 | rs2, rd);
            case 0x03 -> memory(rs1, rd, Access.READ, word, word >> 20);
            case 0x07 -> memory(rs1, 0, Access.READ, word, word >> 20);
            case 0x23 -> memory(rs1 | rs2, 0, Access.WRITE, word, storeOffset(word));
            case 0x27 -> memory(rs1, 0, Access.WRITE, word, storeOffset(word));
            // A store may follow, and may not: what it loads counts as used.
            case 0x2f -> memory(rs1 | rs2, rd, Access.READ, word, 0);
            case 0x53 -> floating(word, rd, rs1);
            case 0x73 -> system(word, rd, rs1);
            default -> registers(0, 0);
        };
    }

    /// Register 0 is none.
    private static int bit(int field) {
        return 1 << (field & 31) & ~1;
    }

    private static InstructionUse registers(int reads, int writes) {
        return new InstructionUse(reads, writes, null, 0, 0, 0);
    }

    private static InstructionUse memory(int reads, int writes, Access access, int word, int offset) {
        return new InstructionUse(reads, writes, access, word >>> 15 & 31, offset, 1 << (word >>> 12 & 3));
    }

    private static int storeOffset(int word) {
        return word >> 25 << 5 | word >>> 7 & 31;
    }

    private static InstructionUse floating(int word, int rd, int rs1) {
        return switch (word >>> 27) {
            case CONVERSIONS_FROM_INTEGER, MOVES_FROM_INTEGER -> registers(rs1, 0);
            case COMPARISONS, CONVERSIONS_TO_INTEGER, MOVES_TO_INTEGER -> registers(0, rd);
            default -> registers(0, 0);
        };
    }

    private static InstructionUse system(int word, int rd, int rs1) {
        int function = word >>> 12 & 7;
        if (function == 0) {
            return registers(ARGUMENTS, A0);
        }
        return registers(function < 4 ? rs1 : 0, rd);
    }
}
