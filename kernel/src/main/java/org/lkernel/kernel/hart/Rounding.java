package org.lkernel.kernel.hart;

/// Rounding modes and exception flags as `fcsr` encodes them, and the one place where a result is rounded.
final class Rounding {
    static final int NEAREST_EVEN = 0;
    static final int TO_ZERO = 1;
    static final int DOWN = 2;
    static final int UP = 3;
    static final int NEAREST_AWAY = 4;
    static final int DYNAMIC = 7;

    static final int INEXACT = 1;
    static final int UNDERFLOW = 2;
    static final int OVERFLOW = 4;
    static final int DIVIDE_BY_ZERO = 8;
    static final int INVALID = 16;

    private static final long HALF = Long.MIN_VALUE;

    private Rounding() {}

    /// Whether to add one unit to a magnitude whose cut-off part, as a fraction of 2⁶⁴, is `rest`.
    static boolean goesUp(int mode, boolean negative, boolean odd, long rest) {
        return switch (mode) {
            case NEAREST_EVEN -> Long.compareUnsigned(rest, HALF) > 0 || (rest == HALF && odd);
            case NEAREST_AWAY -> rest < 0;
            case DOWN -> negative && rest != 0;
            case UP -> !negative && rest != 0;
            default -> false;
        };
    }

    /// What `value >>> count` loses, as a fraction of 2⁶⁴ in which every lost one is still seen.
    static long lost(long value, int count) {
        if (count == 0) {
            return 0;
        }
        if (count <= 64) {
            return value << (64 - count);
        }
        return value == 0 ? 0 : 1;
    }

    static long shiftRight(long value, int count) {
        return count < 64 ? value >>> count : 0;
    }

    /// Rounds `significand × 2^exponent` to a format. Returns the bits, and adds the flags raised to `flags[0]`.
    ///
    /// @param significand not zero, unsigned; its lowest bit may stand for any bits below it, if at least two
    /// bits
    ///     lie between it and the precision of the format
    static long round(FloatFormat format, boolean negative, int exponent, long significand, int mode, int[] flags) {
        int shift = Long.numberOfLeadingZeros(significand);
        long normal = significand << shift;
        int top = exponent - shift + 63;
        int drop = 64 - format.precision();
        boolean tiny = top < format.minExponent() && isTiny(format, negative, top, normal, drop, mode);
        if (top < format.minExponent()) {
            drop = (int) Math.min((long) drop + format.minExponent() - top, 128);
        }
        long rest = lost(normal, drop);
        long kept = shiftRight(normal, drop);
        if (goesUp(mode, negative, (kept & 1) != 0, rest)) {
            kept++;
        }
        if (rest != 0) {
            flags[0] |= tiny ? INEXACT | UNDERFLOW : INEXACT;
        }
        return assemble(format, negative, Math.max(top, format.minExponent()), kept, mode, flags);
    }

    /// Tininess is detected after rounding: with the precision of the format and no bound on the exponent.
    private static boolean isTiny(FloatFormat format, boolean negative, int top, long normal, int drop, int mode) {
        if (top < format.minExponent() - 1) {
            return true;
        }
        long kept = normal >>> drop;
        boolean carries = kept == (1L << format.precision()) - 1 && goesUp(mode, negative, true, lost(normal, drop));
        return !carries;
    }

    /// The exponent is that of the hidden bit's place; a significand one bit too long, or without that bit, adds
    /// up by itself.
    private static long assemble(FloatFormat format, boolean negative, int exponent, long kept, int mode, int[] flags) {
        long biased = (long) exponent - format.minExponent();
        long magnitude = (biased << format.fractionBits()) + kept;
        if (exponent > format.maxExponent() || magnitude >= format.infinity()) {
            flags[0] |= OVERFLOW | INEXACT;
            return format.signed(negative, overflowed(format, negative, mode));
        }
        return format.signed(negative, magnitude);
    }

    private static long overflowed(FloatFormat format, boolean negative, int mode) {
        boolean infinite = switch (mode) {
            case NEAREST_EVEN, NEAREST_AWAY -> true;
            case DOWN -> negative;
            case UP -> !negative;
            default -> false;
        };
        return infinite ? format.infinity() : format.infinity() - 1;
    }
}
