package org.lkernel.kernel.hart;

/// Comparison, minimum and maximum, sign injection, and classification: operations that never round.
final class FloatComparison {
    private static final int LESS_OR_EQUAL = 0;
    private static final int LESS = 1;

    private FloatComparison() {}

    /// Whether `a ≤ b`, `a < b` or `a = b`, as `funct3` 0, 1 or 2 has it; false for a NaN.
    static boolean holds(FloatFormat format, long a, long b, int function) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return false;
        }
        boolean equal = a == b || (format.isZero(a) && format.isZero(b));
        return switch (function) {
            case LESS_OR_EQUAL -> equal || isLess(format, a, b);
            case LESS -> !equal && isLess(format, a, b);
            default -> equal;
        };
    }

    /// Less and less-or-equal are invalid for every NaN, equality for signalling ones only.
    static int flagsOfComparison(FloatFormat format, long a, long b, int function) {
        boolean quiet = function > LESS;
        boolean invalid = quiet ? format.isSignalling(a) || format.isSignalling(b) : format.isNaN(a) || format.isNaN(b);
        return invalid ? Rounding.INVALID : 0;
    }

    private static boolean isLess(FloatFormat format, long a, long b) {
        boolean negative = format.isNegative(a);
        if (negative != format.isNegative(b)) {
            return negative;
        }
        return negative ? format.magnitude(a) > format.magnitude(b) : format.magnitude(a) < format.magnitude(b);
    }

    /// `minimumNumber` and `maximumNumber` of IEEE 754-2019, with −0 below +0.
    static long extreme(FloatFormat format, long a, long b, boolean greatest) {
        if (format.isNaN(a)) {
            return format.isNaN(b) ? format.canonicalNaN() : b;
        }
        if (format.isNaN(b)) {
            return a;
        }
        return isLess(format, a, b) == greatest ? b : a;
    }

    /// `fsgnj`, `fsgnjn`, `fsgnjx` by `funct3`.
    static long injectSign(FloatFormat format, long a, long b, int function) {
        long sign = switch (function) {
            case 0 -> b;
            case 1 -> ~b;
            default -> a ^ b;
        };
        return format.magnitude(a) | (sign & format.signBit());
    }

    /// The mask of `fclass`: one bit of ten.
    static long classify(FloatFormat format, long a) {
        if (format.isNaN(a)) {
            return format.isSignalling(a) ? 1 << 8 : 1 << 9;
        }
        int distance = format.isInfinite(a) ? 3 : format.isZero(a) ? 0 : format.isSubnormal(a) ? 1 : 2;
        return format.isNegative(a) ? 1L << (3 - distance) : 1L << (4 + distance);
    }
}
