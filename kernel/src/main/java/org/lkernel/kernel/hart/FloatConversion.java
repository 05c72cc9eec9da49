package org.lkernel.kernel.hart;

import static org.lkernel.kernel.hart.Rounding.INEXACT;
import static org.lkernel.kernel.hart.Rounding.INVALID;
import static org.lkernel.kernel.hart.Rounding.TO_ZERO;

/// Conversions between integers and floating point; out of range saturates and is invalid.
///
/// The integer type is numbered as `rs2` of the instruction has it: W, WU, L, LU.
final class FloatConversion {
    private static final int UNSIGNED = 1;
    private static final int LONG = 2;
    private static final double EXACT = 0x1p53;
    private static final double LONG_RANGE = 0x1p63;

    private final int[] flags = new int[1];

    int takeFlags() {
        int taken = flags[0];
        flags[0] = 0;
        return taken;
    }

    long toInteger(FloatFormat format, long bits, int type, int mode) {
        if ((type & UNSIGNED) == 0) {
            double value =
                    format == FloatFormat.SINGLE ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
            long quick = (long) value;
            boolean fits = Math.abs(value) < LONG_RANGE && ((type & LONG) != 0 || quick == (int) quick);
            if (fits && ((double) quick == value || mode == TO_ZERO)) {
                flags[0] |= (double) quick == value ? 0 : INEXACT;
                return quick;
            }
        }
        if (format.isNaN(bits)) {
            return outOfRange(type, false);
        }
        boolean negative = format.isNegative(bits);
        return format.isInfinite(bits) ? outOfRange(type, negative) : finite(format, bits, type, mode);
    }

    private long finite(FloatFormat format, long bits, int type, int mode) {
        boolean negative = format.isNegative(bits);
        long significand = format.significand(bits);
        int exponent = format.exponent(bits);
        if (significand != 0 && exponent + 64 - Long.numberOfLeadingZeros(significand) > 64) {
            return outOfRange(type, negative);
        }
        int drop = Math.min(Math.max(-exponent, 0), 128);
        long rest = Rounding.lost(significand, drop);
        long magnitude = exponent >= 0 ? significand << exponent : Rounding.shiftRight(significand, drop);
        if (Rounding.goesUp(mode, negative, (magnitude & 1) != 0, rest)) {
            magnitude++;
        }
        return inRange(type, negative, magnitude, rest != 0);
    }

    /// A magnitude of 64 bits cannot carry out: one so great has no fraction in any format here.
    private long inRange(int type, boolean negative, long magnitude, boolean inexact) {
        long limit = (type & LONG) != 0 ? -1 : 0xffff_ffffL;
        if ((type & UNSIGNED) == 0) {
            limit = (limit >>> 1) + (negative ? 1 : 0);
        } else if (negative) {
            limit = 0;
        }
        if (Long.compareUnsigned(magnitude, limit) > 0) {
            return outOfRange(type, negative);
        }
        if (inexact) {
            flags[0] |= INEXACT;
        }
        long value = negative ? -magnitude : magnitude;
        return (type & LONG) != 0 ? value : (int) value;
    }

    private long outOfRange(int type, boolean negative) {
        flags[0] |= INVALID;
        return switch (type) {
            case 0 -> negative ? Integer.MIN_VALUE : Integer.MAX_VALUE;
            case LONG -> negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> negative ? 0 : -1;
        };
    }

    long fromInteger(FloatFormat format, long value, int type, int mode) {
        long integer = switch (type) {
            case 0 -> (int) value;
            case UNSIGNED -> value & 0xffff_ffffL;
            default -> value;
        };
        if (format == FloatFormat.DOUBLE && Math.abs((double) integer) < EXACT && (type != 3 || integer >= 0)) {
            return Double.doubleToRawLongBits((double) integer);
        }
        if (integer == 0) {
            return 0;
        }
        boolean negative = type != 3 && integer < 0;
        return Rounding.round(format, negative, 0, negative ? -integer : integer, mode, flags);
    }
}
