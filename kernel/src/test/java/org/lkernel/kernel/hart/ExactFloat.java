package org.lkernel.kernel.hart;

import java.math.BigDecimal;

/// A real number rounded to a format by comparing it with the two neighbours it lies between: slow, and plainly
/// right.
///
/// @param flags OF, UF and NX as `fflags` has them
record ExactFloat(long bits, int flags) {
    private static final BigDecimal TWO = BigDecimal.TWO;

    static BigDecimal value(FloatFormat format, long bits) {
        BigDecimal significand = BigDecimal.valueOf(format.significand(bits));
        int exponent = format.exponent(bits);
        BigDecimal magnitude = exponent >= 0
                ? significand.multiply(TWO.pow(exponent))
                : significand.multiply(new BigDecimal("0.5").pow(-exponent));
        return format.isNegative(bits) ? magnitude.negate() : magnitude;
    }

    static ExactFloat round(FloatFormat format, BigDecimal exact, int mode) {
        boolean negative = exact.signum() < 0;
        BigDecimal magnitude = exact.abs();
        long below = below(format, magnitude);
        boolean inexact = value(format, below).compareTo(magnitude) != 0;
        long rounded = inexact && up(format, magnitude, below, mode, negative) ? below + 1 : below;
        int flags = inexact ? Rounding.INEXACT : 0;
        if (inexact && isTiny(format, magnitude, mode, negative)) {
            flags |= Rounding.UNDERFLOW;
        }
        if (overflows(format, magnitude, mode, negative)) {
            flags = Rounding.OVERFLOW | Rounding.INEXACT;
        }
        return new ExactFloat(format.signed(negative, rounded), flags);
    }

    /// The greatest finite magnitude that is not above it.
    private static long below(FloatFormat format, BigDecimal magnitude) {
        long low = 0;
        long high = format.infinity();
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (value(format, middle).compareTo(magnitude) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean up(FloatFormat format, BigDecimal magnitude, long below, int mode, boolean negative) {
        BigDecimal lower = value(format, below);
        BigDecimal unit =
                lower.subtract(value(format, below == 0 ? 1 : below - 1)).abs();
        if (below != 0 && value(format, below + 1).compareTo(lower) > 0 && below + 1 != format.infinity()) {
            unit = value(format, below + 1).subtract(lower);
        }
        int half = magnitude.subtract(lower).multiply(TWO).compareTo(unit);
        return switch (mode) {
            case 0 -> half > 0 || (half == 0 && (below & 1) != 0);
            case 4 -> half >= 0;
            case 2 -> negative;
            case 3 -> !negative;
            default -> false;
        };
    }

    /// Tiny after rounding: so small that it would round below the smallest normal number if exponents went
    /// further down.
    private static boolean isTiny(FloatFormat format, BigDecimal magnitude, int mode, boolean negative) {
        BigDecimal smallest = value(format, 1L << format.fractionBits());
        if (magnitude.compareTo(smallest) >= 0) {
            return false;
        }
        BigDecimal raised = magnitude.multiply(TWO.pow(60));
        BigDecimal bound = smallest.multiply(TWO.pow(60));
        if (raised.compareTo(smallest) < 0) {
            return true;
        }
        long below = below(format, raised);
        boolean inexact = value(format, below).compareTo(raised) != 0;
        long rounded = inexact && up(format, raised, below, mode, negative) ? below + 1 : below;
        return value(format, rounded).compareTo(bound) < 0;
    }

    /// Whether it rounds to more than the greatest finite number if exponents went further up.
    private static boolean overflows(FloatFormat format, BigDecimal magnitude, int mode, boolean negative) {
        BigDecimal greatest = value(format, format.infinity() - 1);
        if (magnitude.compareTo(greatest) <= 0) {
            return false;
        }
        BigDecimal unit = greatest.subtract(value(format, format.infinity() - 2));
        boolean next = magnitude.compareTo(greatest.add(unit)) >= 0;
        return next || up(format, magnitude, format.infinity() - 1, mode, negative);
    }
}
