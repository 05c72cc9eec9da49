package org.lkernel.kernel.hart;

import java.util.Arrays;
import java.util.Random;

/// Streams of random legal instructions that stay inside their trial: memory accesses go to the scratch page,
/// through `x2` and `x8`, which nothing else is written to, and every branch goes forward.
final class RandomInstructions {
    private static final int[] UPPER = {0x00, 0x01, 0x04, 0x05, 0x10, 0x14, 0x20, 0x24, 0x30, 0x34};
    private static final int[] ATOMIC = {0x00, 0x01, 0x04, 0x08, 0x0c, 0x10, 0x14, 0x18, 0x1c};
    private static final int[] ROUNDED = {0x00, 0x01, 0x02, 0x03};
    private static final int RESERVED = 1 << 2 | 1 << 8;

    private final Random random;
    private final boolean floating;
    private int[] halves = new int[64];
    private int length;

    /// @param floating whether most instructions are of the F and D extensions
    RandomInstructions(Random random, boolean floating) {
        this.random = random;
        this.floating = floating;
    }

    int[] stream(int count) {
        length = 0;
        for (int index = 0; index < count; index++) {
            instruction(3);
        }
        return Arrays.copyOf(halves, length);
    }

    private void instruction(int depth) {
        if (random.nextInt(floating ? 10 : 3) == 0 && !floating) {
            compressed();
            return;
        }
        if (floating && random.nextInt(10) < 8) {
            word(floatingPoint());
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> word(registers());
            case 3, 4 -> word(constants());
            case 5 -> word((random.nextBoolean() ? 0x37 : 0x17) | rd() << 7 | random.nextInt() & ~0xfff);
            case 6, 7 -> word(memory());
            case 8 -> atomic();
            case 9 -> word(control());
            case 10 -> word(floatingPoint());
            default -> branch(depth);
        }
    }

    private void word(int word) {
        half(word);
        half(word >>> 16);
    }

    private void half(int half) {
        if (length == halves.length) {
            halves = Arrays.copyOf(halves, 2 * length);
        }
        halves[length++] = half & 0xffff;
    }

    private int rs() {
        return random.nextInt(32);
    }

    /// A register that may be written.
    private int rd() {
        int register = random.nextInt(32);
        return (RESERVED >> register & 1) != 0 ? 9 : register;
    }

    /// Any instruction of OP and OP-32 that exists.
    private int registers() {
        for (; ; ) {
            int word = Assembler.register(
                    random.nextBoolean() ? 0x33 : 0x3b,
                    rd(),
                    random.nextInt(8),
                    rs(),
                    random.nextInt(8) == 0 ? 0 : rs(),
                    UPPER[random.nextInt(UPPER.length)]);
            if (isLegal(word)) {
                return word;
            }
        }
    }

    private int constants() {
        for (; ; ) {
            int constant = random.nextBoolean() ? random.nextInt(4096) - 2048 : shiftLike();
            int word = Assembler.immediate(random.nextBoolean() ? 0x13 : 0x1b, rd(), random.nextInt(8), rs(), constant);
            if (isLegal(word)) {
                return word;
            }
        }
    }

    private int shiftLike() {
        return (UPPER[random.nextInt(UPPER.length)] << 5) + random.nextInt(64);
    }

    /// `ctzw`, which the reference gets wrong for a register whose low word is zero; [CpuTest] has it.
    static boolean isWrongInReference(int word) {
        return (word & 0xfff0_707f) == 0x6010_101b;
    }

    private static boolean isLegal(int word) {
        return !isWrongInReference(word) && Op.operation(Decoder.decode(word, word, 2, 0)) != Op.ILLEGAL;
    }

    private int memory() {
        int base = random.nextBoolean() ? 2 : 8;
        int offset = random.nextInt(4088) - 2048;
        return switch (random.nextInt(4)) {
            case 0, 1 -> Assembler.immediate(0x03, rd(), random.nextInt(7), base, offset);
            case 2 ->
                random.nextBoolean()
                        ? Assembler.immediate(0x07, rs(), 2 + random.nextInt(2), base, offset)
                        : Assembler.stored(0x27, 2 + random.nextInt(2), base, rs(), offset);
            default -> Assembler.stored(0x23, random.nextInt(4), base, rs(), offset);
        };
    }

    private void atomic() {
        int address = 16 + random.nextInt(12);
        word(Assembler.immediate(0x13, address, 0, 8, 8 * (random.nextInt(16) - 8)));
        int width = 2 + random.nextInt(2);
        int order = random.nextInt(4);
        if (random.nextInt(3) == 0) {
            int loaded = random.nextBoolean() ? 0 : 9 + random.nextInt(4);
            word(Assembler.register(0x2f, loaded, width, address, 0, 0x02 << 2 | order));
            word(Assembler.register(0x2f, rd(), width, address, rs(), 0x03 << 2 | order));
        } else {
            int operation = ATOMIC[random.nextInt(ATOMIC.length)];
            word(Assembler.register(0x2f, rd(), width, address, rs(), operation << 2 | order));
        }
    }

    /// `fflags`, `frm`, `fcsr`: mostly with a valid rounding mode. Fences too.
    private int control() {
        if (random.nextInt(4) == 0) {
            return Assembler.immediate(0x0f, 0, random.nextInt(2), 0, random.nextInt(256));
        }
        if (random.nextBoolean()) {
            return Assembler.immediate(0x73, rd(), 5, random.nextInt(5), 2);
        }
        int function = 1 + random.nextInt(3) + (random.nextBoolean() ? 4 : 0);
        return Assembler.immediate(0x73, rd(), function, random.nextInt(4) == 0 ? rs() : 0, 1 + random.nextInt(3));
    }

    private int mode() {
        return random.nextInt(3) == 0 ? 7 : random.nextInt(5);
    }

    private int floatingPoint() {
        int format = random.nextInt(2);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                Assembler.register(0x53, rs(), mode(), rs(), rs(), ROUNDED[random.nextInt(4)] << 2 | format);
            case 3, 4 ->
                0x43
                        | random.nextInt(4) << 2
                        | rs() << 7
                        | mode() << 12
                        | rs() << 15
                        | rs() << 20
                        | format << 25
                        | rs() << 27;
            case 5 -> Assembler.register(0x53, rs(), mode(), rs(), 0, 0x0b << 2 | format);
            case 6 ->
                random.nextBoolean()
                        ? Assembler.register(0x53, rs(), random.nextInt(3), rs(), rs(), 0x04 << 2 | format)
                        : Assembler.register(0x53, rs(), random.nextInt(2), rs(), rs(), 0x05 << 2 | format);
            case 7 ->
                random.nextBoolean()
                        ? Assembler.register(0x53, rd(), random.nextInt(3), rs(), rs(), 0x14 << 2 | format)
                        : Assembler.register(0x53, rs(), mode(), rs(), 1 - format, 0x08 << 2 | format);
            case 8 ->
                random.nextBoolean()
                        ? Assembler.register(0x53, rd(), mode(), rs(), random.nextInt(4), 0x18 << 2 | format)
                        : Assembler.register(0x53, rs(), mode(), rs(), random.nextInt(4), 0x1a << 2 | format);
            default ->
                random.nextBoolean()
                        ? Assembler.register(0x53, rd(), random.nextInt(2), rs(), 0, 0x1c << 2 | format)
                        : Assembler.register(0x53, rs(), 0, rs(), 0, 0x1e << 2 | format);
        };
    }

    /// A 16-bit instruction that neither jumps nor writes a reserved register, and addresses memory through one.
    private void compressed() {
        for (; ; ) {
            int half = random.nextInt(1 << 16);
            if ((half & 3) != 3 && isHarmless(Compressed.expand(half))) {
                half(half);
                return;
            }
        }
    }

    private static boolean isHarmless(int word) {
        int rd = (word >>> 7) & 31;
        int base = (word >>> 15) & 31;
        return switch (word & 0x7f) {
            case 0x13, 0x1b, 0x33, 0x37, 0x3b -> (RESERVED >> rd & 1) == 0;
            case 0x03 -> (RESERVED >> rd & 1) == 0 && (RESERVED >> base & 1) != 0;
            case 0x07, 0x23, 0x27 -> (RESERVED >> base & 1) != 0;
            default -> false;
        };
    }

    /// Over a few instructions that may or may not run.
    private void branch(int depth) {
        int from = length;
        int register = 16 + random.nextInt(12);
        int kind = random.nextInt(4);
        if (kind == 3) {
            word(0x17 | register << 7);
        }
        int at = length;
        word(0);
        for (int index = random.nextInt(4); index > 0 && depth > 0; index--) {
            instruction(depth - 1);
        }
        int offset = 2 * (length - at);
        int word = switch (kind) {
            case 0, 1 -> Assembler.branch(new int[] {0, 1, 4, 5, 6, 7}[random.nextInt(6)], rs(), rs(), offset);
            case 2 -> Assembler.jump(rd(), offset);
            default -> Assembler.immediate(0x67, rd(), 0, register, 2 * (length - from) + random.nextInt(2));
        };
        halves[at] = word & 0xffff;
        halves[at + 1] = word >>> 16;
    }
}
