package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.hart.translate.Zeal;

/// The CPU against a reference, register by register: random streams, every short instruction, random words.
///
/// `-Dlkernel.seed=N` repeats a failure, `-Dlkernel.rounds=N` runs longer than the build does.
final class DifferentialTest {
    private static final long SEED = Long.getLong("lkernel.seed", 1);
    private static final int ROUNDS = Integer.getInteger("lkernel.rounds", 2);
    private static final int TRIALS = 2000;
    private static final BitSet VECTOR_WIDTHS = BitSet.valueOf(new long[] {1 << 0 | 1 << 5 | 1 << 6 | 1 << 7});

    @Test
    void randomIntegerStreamsLeaveTheRegistersThatTheReferenceLeaves() throws Exception {
        rounds(false, 150, Translator.NONE);
    }

    @Test
    void randomFloatingPointStreamsLeaveTheRegistersAndFlagsThatTheReferenceLeaves() throws Exception {
        rounds(true, 40, Translator.NONE);
    }

    @Test
    void randomIntegerStreamsLeaveTheSameWhenTranslated() throws Exception {
        rounds(false, 50, new Translator(Zeal.UTMOST, Runnable::run));
    }

    @Test
    void randomFloatingPointStreamsLeaveTheSameWhenTranslated() throws Exception {
        rounds(true, 40, new Translator(Zeal.UTMOST, Runnable::run));
    }

    private static void rounds(boolean floating, int streamLength, Translator translator)
            throws IOException, InterruptedException {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            RandomInstructions instructions = new RandomInstructions(random, floating);
            List<Trial> trials = new ArrayList<>();
            for (int trial = 0; trial < TRIALS; trial++) {
                trials.add(trial(random, instructions.stream(streamLength)));
            }
            compare(trials, seed, translator);
        }
    }

    private static Trial trial(Random random, int[] code) {
        RandomValues values = new RandomValues(random);
        int fcsr = random.nextInt(5) << 5 | (random.nextBoolean() ? 1 : random.nextInt(32));
        return new Trial(code, values.registers(false), values.registers(true), fcsr);
    }

    @Test
    void everyShortInstructionDoesWhatTheReferenceDoes() throws Exception {
        List<Trial> trials = new ArrayList<>();
        Random random = new Random(SEED);
        for (int half = 0; half < 1 << 16; half++) {
            if ((half & 3) != 3 && isSafe(half)) {
                trials.add(trial(random, new int[] {half}));
            }
        }
        assertEquals(43_023, trials.size(), "all but the jumps");
        for (int from = 0; from < trials.size(); from += 8192) {
            compare(trials.subList(from, Math.min(trials.size(), from + 8192)), SEED, Translator.NONE);
        }
    }

    private static boolean isSafe(int half) {
        int word = Compressed.expand(half);
        return switch (word & 0x7f) {
            case 0x63, 0x6f -> Op.immediate(Decoder.decode(word, half, 1, 0)) == 1;
            case 0x67 -> ((word >>> 15) & 31) != Assembler.T6;
            default -> true;
        };
    }

    @Test
    void randomWordsTrapAndWorkAsInTheReference() throws Exception {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(~seed);
            List<Trial> trials = new ArrayList<>();
            while (trials.size() < 5 * TRIALS) {
                int word = randomWord(random);
                if (goesForward(word) && isReproducible(word)) {
                    trials.add(trial(random, new int[] {word & 0xffff, word >>> 16}));
                }
            }
            compare(trials, seed, Translator.NONE);
        }
    }

    /// Mostly of the opcodes that exist, with fields that often are one bit from something legal.
    private static int randomWord(Random random) {
        int word = random.nextInt() | 3;
        if (random.nextInt(8) == 0) {
            return word;
        }
        int[] opcodes = {
            0x03, 0x07, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x27, 0x2f, 0x33, 0x37, 0x3b, 0x43, 0x47, 0x4b, 0x4f, 0x53, 0x63,
            0x67, 0x6f, 0x73, 0x53, 0x53, 0x2f, 0x33, 0x13, 0x3b, 0x1b
        };
        word = word & ~0x7f | opcodes[random.nextInt(opcodes.length)];
        if (random.nextBoolean()) {
            word = word & ~0x01f0_0000 | random.nextInt(9) << 20;
        }
        return switch (word & 0x7f) {
            case 0x63 -> word & 0x01ff_f07f | 2 << 8;
            case 0x6f -> word & 0xfff | 2 << 21;
            default -> random.nextBoolean() ? word & ~(1 << 25 | 1 << 26) : word & ~(random.nextInt() << 25);
        };
    }

    /// No loop, and no store over the pointers that follow the scratch page.
    private static boolean goesForward(int word) {
        return switch (word & 0x7f) {
            case 0x63, 0x6f -> Op.immediate(Decoder.decode(word, word, 2, 0)) == 2;
            case 0x67 -> ((word >>> 15) & 31) != Assembler.T6;
            case 0x23, 0x27 -> word < 0;
            default -> true;
        };
    }

    /// Not a system call or a counter; nor what the reference is lenient about: the alignment of `lr` and `sc`,
    /// and vector instructions without their extension.
    private static boolean isReproducible(int word) {
        boolean system = (word & 0x7f) == 0x73;
        int register = word >>> 20;
        boolean counter = system && (register >>> 5 == 0xc00 >>> 5 || register >>> 5 == 0xc80 >>> 5);
        boolean exclusive = (word & 0x7f) == 0x2f && (word >>> 28 == 1);
        boolean vector = (word & 0x7f) == 0x57 || ((word & 0x5f) == 0x07 && VECTOR_WIDTHS.get((word >>> 12) & 7));
        return !RandomInstructions.isWrongInReference(word) && word != 0x73 && !counter && !exclusive && !vector;
    }

    private static void compare(List<Trial> trials, long seed, Translator translator)
            throws IOException, InterruptedException {
        try {
            assertEquals("", new Comparison(trials, seed, translator).firstDifference());
        } catch (IllegalStateException | AssertionError failure) {
            throw new AssertionError("repeat with -Dlkernel.seed=" + seed, failure);
        }
    }
}
