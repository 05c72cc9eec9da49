package org.lkernel.kernel.hart;

import static org.lkernel.kernel.hart.Rounding.DIVIDE_BY_ZERO;
import static org.lkernel.kernel.hart.Rounding.DOWN;
import static org.lkernel.kernel.hart.Rounding.INVALID;

/// Exact floating-point arithmetic in integers, for every format, rounding mode and exception flag.
///
/// Every operation finds the infinitely precise result as a significand of at most 64 bits, of which the lowest
/// says whether anything was cut off below it, and rounds once. Sum and product are cases of the fused operation:
/// `a × 1 + b`, and `a × b + 0` with a zero of the product's own sign.
final class SoftFloat {
    private static final int QUOTIENT_BITS = 62;
    private static final int ROOT_BITS = 58;

    /// The flags raised since they were last cleared.
    private final int[] flags = new int[1];

    /// The flags raised since the last call.
    int takeFlags() {
        int taken = flags[0];
        flags[0] = 0;
        return taken;
    }

    long multiplyAdd(FloatFormat format, long a, long b, long c, int mode) {
        boolean negative = format.isNegative(a) != format.isNegative(b);
        boolean invalid = (format.isInfinite(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinite(b));
        if (invalid || format.isNaN(a) || format.isNaN(b) || format.isNaN(c)) {
            return invalid ? invalid(format) : propagate(format, a, b, c);
        }
        if (format.isInfinite(a) || format.isInfinite(b)) {
            boolean opposite = format.isInfinite(c) && format.isNegative(c) != negative;
            return opposite ? invalid(format) : format.signed(negative, format.infinity());
        }
        if (format.isInfinite(c)) {
            return c;
        }
        if (format.isZero(a) || format.isZero(b)) {
            return format.isZero(c) ? zeroSum(format, negative, format.isNegative(c), mode) : c;
        }
        return finiteMultiplyAdd(format, negative, a, b, c, mode);
    }

    long add(FloatFormat format, long a, long b, int mode) {
        return multiplyAdd(format, a, (long) format.maxExponent() << format.fractionBits(), b, mode);
    }

    long multiply(FloatFormat format, long a, long b, int mode) {
        return multiplyAdd(format, a, b, (a ^ b) & format.signBit(), mode);
    }

    private long invalid(FloatFormat format) {
        flags[0] |= INVALID;
        return format.canonicalNaN();
    }

    private long propagate(FloatFormat format, long a, long b, long c) {
        boolean signalling = format.isSignalling(a) || format.isSignalling(b) || format.isSignalling(c);
        return signalling ? invalid(format) : format.canonicalNaN();
    }

    private static long zeroSum(FloatFormat format, boolean first, boolean second, int mode) {
        return format.signed(first == second ? first : mode == DOWN, 0);
    }

    /// The product is at most 106 bits and is brought to the top of 128, like the addend, before the lesser is
    /// shifted.
    private long finiteMultiplyAdd(FloatFormat format, boolean negative, long a, long b, long c, int mode) {
        Wide product = Wide.product(format.significand(a), format.significand(b));
        product.exponent += format.exponent(a) + format.exponent(b);
        product.normalize();
        if (format.isZero(c)) {
            return Rounding.round(format, negative, product.exponent + 64, product.sticky(), mode, flags);
        }
        Wide addend = Wide.product(format.significand(c), 1);
        addend.exponent += format.exponent(c);
        addend.normalize();
        boolean productLeads = product.compareTo(addend) >= 0;
        Wide greater = productLeads ? product : addend;
        Wide lesser = productLeads ? addend : product;
        boolean sign = productLeads ? negative : format.isNegative(c);
        lesser.shiftRight(greater.exponent - lesser.exponent);
        if (negative == format.isNegative(c)) {
            greater.add(lesser);
        } else {
            greater.subtract(lesser);
        }
        if (greater.isZero()) {
            return format.signed(mode == DOWN, 0);
        }
        greater.normalize();
        return Rounding.round(format, sign, greater.exponent + 64, greater.sticky(), mode, flags);
    }

    long divide(FloatFormat format, long a, long b, int mode) {
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isNaN(a) || format.isNaN(b)) {
            return propagate(format, a, b, 0);
        }
        if (format.isInfinite(a)) {
            return format.isInfinite(b) ? invalid(format) : format.signed(negative, format.infinity());
        }
        if (format.isZero(b)) {
            return divideByZero(format, a, negative);
        }
        if (format.isInfinite(b) || format.isZero(a)) {
            return format.signed(negative, 0);
        }
        return finiteDivide(format, negative, a, b, mode);
    }

    private long divideByZero(FloatFormat format, long a, boolean negative) {
        if (format.isZero(a)) {
            return invalid(format);
        }
        flags[0] |= DIVIDE_BY_ZERO;
        return format.signed(negative, format.infinity());
    }

    private long finiteDivide(FloatFormat format, boolean negative, long a, long b, int mode) {
        int shiftA = Long.numberOfLeadingZeros(format.significand(a)) - 1;
        int shiftB = Long.numberOfLeadingZeros(format.significand(b)) - 1;
        long remainder = format.significand(a) << shiftA;
        long divisor = format.significand(b) << shiftB;
        long quotient = 0;
        for (int bit = 0; bit <= QUOTIENT_BITS; bit++) {
            quotient <<= 1;
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
            remainder <<= 1;
        }
        int exponent = format.exponent(a) - shiftA - format.exponent(b) + shiftB - QUOTIENT_BITS;
        return Rounding.round(format, negative, exponent, quotient | (remainder == 0 ? 0 : 1), mode, flags);
    }

    long squareRoot(FloatFormat format, long a, int mode) {
        if (format.isNaN(a)) {
            return propagate(format, a, 0, 0);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return invalid(format);
        }
        return format.isInfinite(a) ? a : finiteRoot(format, a, mode);
    }

    /// Digit by digit, two bits of the radicand for one of the root; below the significand come zeros.
    private long finiteRoot(FloatFormat format, long a, int mode) {
        int shift = Long.numberOfLeadingZeros(format.significand(a)) - 1;
        int exponent = format.exponent(a) - shift;
        long radicand = format.significand(a) << shift;
        if ((exponent & 1) != 0) {
            radicand >>>= 1;
            exponent++;
        }
        long root = 0;
        long remainder = 0;
        for (int bit = 0; bit < ROOT_BITS; bit++) {
            remainder = remainder << 2 | radicand >>> 62;
            radicand <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        int scale = exponent / 2 + 32 - ROOT_BITS;
        return Rounding.round(format, false, scale - 1, root << 1 | (remainder == 0 ? 0 : 1), mode, flags);
    }

    /// From one format to another.
    long convert(FloatFormat from, FloatFormat to, long a, int mode) {
        if (from.isNaN(a)) {
            if (from.isSignalling(a)) {
                flags[0] |= INVALID;
            }
            return to.canonicalNaN();
        }
        boolean negative = from.isNegative(a);
        if (from.isInfinite(a) || from.isZero(a)) {
            return to.signed(negative, from.isZero(a) ? 0 : to.infinity());
        }
        return Rounding.round(to, negative, from.exponent(a), from.significand(a), mode, flags);
    }
}
