package org.lkernel.kernel.hart;

/// A magnitude of 128 bits and an exponent: `(high × 2⁶⁴ + low) × 2^exponent`, of which the lowest bit is sticky.
final class Wide {
    private long high;
    private long low;
    int exponent;

    private Wide(long high, long low) {
        this.high = high;
        this.low = low;
    }

    static Wide product(long a, long b) {
        return new Wide(Math.unsignedMultiplyHigh(a, b), a * b);
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    /// Brings the leading one to the bit below the top, which leaves room for a carry. Not for zero.
    void normalize() {
        int zeros = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
        if (zeros == 0) {
            shiftRight(1);
        } else {
            shiftLeft(zeros - 1);
        }
    }

    private void shiftLeft(int count) {
        if (count >= 64) {
            high = low << (count - 64);
            low = 0;
        } else if (count > 0) {
            high = high << count | low >>> (64 - count);
            low <<= count;
        }
        exponent -= count;
    }

    /// Shifts right; a one that falls off is seen in the lowest bit.
    void shiftRight(int count) {
        exponent += count;
        if (count >= 128) {
            low = isZero() ? 0 : 1;
            high = 0;
        } else if (count >= 64) {
            boolean lost = low != 0 || Rounding.lost(high, count - 64) != 0;
            low = Rounding.shiftRight(high, count - 64) | (lost ? 1 : 0);
            high = 0;
        } else if (count > 0) {
            boolean lost = Rounding.lost(low, count) != 0;
            low = low >>> count | high << (64 - count) | (lost ? 1 : 0);
            high >>>= count;
        }
    }

    /// By magnitude, both being normalized.
    int compareTo(Wide other) {
        if (exponent != other.exponent) {
            return Integer.compare(exponent, other.exponent);
        }
        return high != other.high ? Long.compareUnsigned(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    /// Both have one exponent.
    void add(Wide other) {
        long sum = low + other.low;
        high += other.high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    /// Both have one exponent, and the other is not the greater.
    void subtract(Wide other) {
        high -= other.high + (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0);
        low -= other.low;
    }

    /// The upper 64 bits, with a sticky lowest bit for the rest; their weight is 64 more than the exponent.
    long sticky() {
        return high | (low == 0 ? 0 : 1);
    }
}
