package org.lkernel.kernel.hart;

/// A binary interchange format of IEEE 754: how many bits of exponent and of significand a value has.
enum FloatFormat {
    SINGLE(24, 8),
    DOUBLE(53, 11);

    private final int precision;
    private final int exponentBits;

    /// @param precision bits of significand, the hidden one included
    /// @param exponentBits bits of biased exponent
    FloatFormat(int precision, int exponentBits) {
        this.precision = precision;
        this.exponentBits = exponentBits;
    }

    int precision() {
        return precision;
    }

    int fractionBits() {
        return precision - 1;
    }

    /// The exponent of the smallest normal number.
    int minExponent() {
        return 2 - (1 << (exponentBits - 1));
    }

    int maxExponent() {
        return (1 << (exponentBits - 1)) - 1;
    }

    long signBit() {
        return 1L << (precision - 1 + exponentBits);
    }

    long infinity() {
        return ((1L << exponentBits) - 1) << fractionBits();
    }

    /// The only NaN an operation ever returns (RISC-V unprivileged, "NaN Generation and Propagation").
    long canonicalNaN() {
        return infinity() | quietBit();
    }

    private long quietBit() {
        return 1L << (fractionBits() - 1);
    }

    long fraction(long bits) {
        return bits & ((1L << fractionBits()) - 1);
    }

    boolean isNegative(long bits) {
        return (bits & signBit()) != 0;
    }

    long magnitude(long bits) {
        return bits & (signBit() - 1);
    }

    boolean isNaN(long bits) {
        return magnitude(bits) > infinity();
    }

    boolean isSignalling(long bits) {
        return isNaN(bits) && (bits & quietBit()) == 0;
    }

    boolean isInfinite(long bits) {
        return magnitude(bits) == infinity();
    }

    boolean isZero(long bits) {
        return magnitude(bits) == 0;
    }

    private int biasedExponent(long bits) {
        return (int) (magnitude(bits) >>> fractionBits());
    }

    boolean isSubnormal(long bits) {
        return biasedExponent(bits) == 0 && fraction(bits) != 0;
    }

    /// With [#exponent], the value of a finite number: its magnitude is `significand × 2^exponent`.
    long significand(long bits) {
        return biasedExponent(bits) == 0 ? fraction(bits) : fraction(bits) | 1L << fractionBits();
    }

    int exponent(long bits) {
        return Math.max(biasedExponent(bits), 1) - 1 + minExponent() - fractionBits();
    }

    long signed(boolean negative, long magnitude) {
        return negative ? magnitude | signBit() : magnitude;
    }
}
