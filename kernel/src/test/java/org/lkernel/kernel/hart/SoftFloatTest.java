package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Soft and native arithmetic against exact decimals, in every rounding mode, flags included.
final class SoftFloatTest {
    private static final MathContext DEEP = new MathContext(2400, RoundingMode.DOWN);
    private static final int ROUNDS = 3000;

    private final Random random = new Random(11);
    private final SoftFloat soft = new SoftFloat();
    private final NativeFloat host = new NativeFloat();
    private int proved;

    private long operand(FloatFormat format) {
        for (; ; ) {
            long bits = format == FloatFormat.DOUBLE
                    ? RandomValues.number(random)
                    : RandomValues.single(random) & 0xffff_ffffL;
            if (!format.isNaN(bits) && !format.isInfinite(bits) && !format.isZero(bits)) {
                return bits;
            }
        }
    }

    private static FloatFormat format(int round) {
        return round % 2 == 0 ? FloatFormat.DOUBLE : FloatFormat.SINGLE;
    }

    private void check(String operation, FloatFormat format, BigDecimal exact, int mode, long result, boolean proved) {
        ExactFloat oracle = ExactFloat.round(format, exact, mode);
        String name = operation + " to " + format.precision() + " bits, mode " + mode;
        assertEquals(Long.toHexString(oracle.bits()), Long.toHexString(result), name);
        assertEquals(oracle.flags(), soft.takeFlags(), name + ", flags");
        if (proved) {
            this.proved++;
            assertEquals(Long.toHexString(oracle.bits()), Long.toHexString(host.result()), name + ", native");
            assertEquals(oracle.flags(), host.flags(), name + ", native flags");
        }
    }

    @Test
    void sumsAndProductsAreExactlyRounded() {
        for (int round = 0; round < ROUNDS; round++) {
            FloatFormat format = format(round);
            long a = operand(format);
            long b = operand(format);
            BigDecimal x = ExactFloat.value(format, a);
            BigDecimal y = ExactFloat.value(format, b);
            for (int mode = 0; mode < 5; mode++) {
                if (x.add(y).signum() != 0) {
                    boolean native0 = mode == 0 && host.add(format, a, b, 0);
                    check("sum", format, x.add(y), mode, soft.add(format, a, b, mode), native0);
                }
                boolean native1 = mode == 0 && host.multiply(format, a, b, 0);
                check("product", format, x.multiply(y), mode, soft.multiply(format, a, b, mode), native1);
            }
        }
        assertEquals(true, proved > ROUNDS / 2, "the host proved " + proved);
    }

    @Test
    void fusedOperationsAreRoundedOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            FloatFormat format = format(round);
            long a = operand(format);
            long b = operand(format);
            long c = operand(format);
            if (random.nextInt(3) == 0) {
                c = soft.multiply(format, a, b, random.nextInt(5)) ^ format.signBit() ^ random.nextInt(3);
                soft.takeFlags();
            }
            if (format.isNaN(c) || format.isInfinite(c)) {
                continue;
            }
            BigDecimal exact = ExactFloat.value(format, a)
                    .multiply(ExactFloat.value(format, b))
                    .add(ExactFloat.value(format, c));
            for (int mode = 0; mode < 5 && exact.signum() != 0; mode++) {
                boolean native0 = mode == 0 && format == FloatFormat.SINGLE && host.multiplyAdd(format, a, b, c, 0);
                check("fused", format, exact, mode, soft.multiplyAdd(format, a, b, c, mode), native0);
            }
        }
    }

    @Test
    void quotientsAndRootsAreExactlyRounded() {
        for (int round = 0; round < ROUNDS / 4; round++) {
            FloatFormat format = format(round);
            long a = operand(format);
            long b = operand(format);
            BigDecimal x = ExactFloat.value(format, a);
            BigDecimal y = ExactFloat.value(format, b);
            BigDecimal quotient = sticky(x.divide(y, DEEP), x, y);
            long magnitude = format.magnitude(a);
            BigDecimal root = x.abs().sqrt(DEEP);
            root = root.multiply(root).compareTo(x.abs()) == 0 ? root : root.add(root.ulp());
            for (int mode = 0; mode < 5; mode++) {
                boolean native0 = mode == 0 && host.divide(format, a, b, 0);
                check("quotient", format, quotient, mode, soft.divide(format, a, b, mode), native0);
                boolean native1 = mode == 0 && host.squareRoot(format, magnitude, 0);
                check("root", format, root, mode, soft.squareRoot(format, magnitude, mode), native1);
            }
        }
    }

    private static BigDecimal sticky(BigDecimal quotient, BigDecimal x, BigDecimal y) {
        int difference = quotient.multiply(y).compareTo(x);
        BigDecimal ulp = quotient.ulp();
        return difference == 0 ? quotient : quotient.signum() < 0 ? quotient.subtract(ulp) : quotient.add(ulp);
    }

    @Test
    void narrowingIsExactlyRounded() {
        for (int round = 0; round < ROUNDS; round++) {
            long bits = operand(FloatFormat.DOUBLE);
            BigDecimal exact = ExactFloat.value(FloatFormat.DOUBLE, bits);
            for (int mode = 0; mode < 5; mode++) {
                long result = soft.convert(FloatFormat.DOUBLE, FloatFormat.SINGLE, bits, mode);
                check("narrowed", FloatFormat.SINGLE, exact, mode, result, false);
            }
        }
    }
}
