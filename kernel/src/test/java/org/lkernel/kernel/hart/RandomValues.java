package org.lkernel.kernel.hart;

import java.util.Random;

/// Register contents that reach the corners: small and extreme integers, and floats around every boundary.
final class RandomValues {
    private static final long BOX = 0xffff_ffff_0000_0000L;

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    long integer() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(32) - 16;
            case 1 -> 1L << random.nextInt(64);
            case 2 -> (1L << random.nextInt(64)) - 1;
            case 3 -> random.nextInt();
            case 4 -> Long.MIN_VALUE + random.nextInt(3) - 1;
            default -> random.nextLong();
        };
    }

    long floating() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1, 2, 3 -> BOX | single(random) & 0xffff_ffffL;
            default -> number(random);
        };
    }

    static long number(Random random) {
        long sign = random.nextLong() & Long.MIN_VALUE;
        long fraction = fraction(random, 52);
        return sign | exponent(random, 1023, 2047) << 52 | fraction;
    }

    static int single(Random random) {
        int sign = random.nextInt() & Integer.MIN_VALUE;
        return sign | (int) exponent(random, 127, 255) << 23 | (int) fraction(random, 23);
    }

    private static long exponent(Random random, int bias, int special) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4);
            case 1 -> special - random.nextInt(4);
            case 2 -> random.nextInt(special + 1);
            case 3 -> bias + 20 + random.nextInt(50);
            case 4 -> bias / 2 + random.nextInt(60) - 30;
            default -> bias + random.nextInt(9) - 4;
        };
    }

    private static long fraction(Random random, int bits) {
        long all = (1L << bits) - 1;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(3);
            case 2 -> all - random.nextInt(3);
            case 3 -> all << random.nextInt(bits) & all;
            default -> random.nextLong() & all;
        };
    }

    long[] registers(boolean floating) {
        long[] values = new long[32];
        for (int register = 0; register < 32; register++) {
            values[register] = floating ? floating() : integer();
        }
        if (!floating) {
            values[0] = 0;
            values[Assembler.SP] = TrialProgram.SCRATCH;
            values[8] = TrialProgram.SCRATCH;
            values[31] = 0;
        }
        return values;
    }
}
