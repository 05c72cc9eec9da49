package org.lkernel.kernel.hart;

import static org.lkernel.kernel.hart.Rounding.INEXACT;

/// Arithmetic by the host's own operations, rounded to nearest, wherever result and flags can be proved from it.
///
/// A result is accepted when it lies well inside the normal range, so that nothing overflowed, nothing was tiny
/// and no operand was a NaN or infinite; then only inexactness is in question. Where that flag is already raised
/// there is nothing to know. Otherwise the rounding error itself is computed, which such operations can represent
/// exactly: for a sum by Knuth's two-sum, for product, quotient and root by a fused operation. A single is
/// computed in double precision, where its product is exact, and its sum rounds innocuously (Figueroa, "When is
/// double rounding innocuous?", 1995).
final class NativeFloat {
    /// Below this a rounding error may itself be too small to represent.
    private static final double SMALLEST = 0x1p-960;

    static final double GREATEST = 0x1p1000;
    private static final double SMALLEST_NORMAL_SINGLE = 0x1p-125;
    private static final double GREATEST_SINGLE = 0x1p127;

    private long result;
    private int flags;

    long result() {
        return result;
    }

    int flags() {
        return flags;
    }

    boolean add(FloatFormat format, long a, long b, int fcsr) {
        double left = value(format, a);
        double right = value(format, b);
        double sum = left + right;
        if (format == FloatFormat.SINGLE) {
            return single(sum, sumError(left, right, sum), fcsr);
        }
        if (!(Math.abs(sum) < GREATEST && Math.abs(left) < GREATEST && Math.abs(right) < GREATEST)) {
            return false;
        }
        return accept(sum, (fcsr & INEXACT) == 0 && sumError(left, right, sum) != 0);
    }

    boolean multiply(FloatFormat format, long a, long b, int fcsr) {
        double left = value(format, a);
        double right = value(format, b);
        double product = left * right;
        if (format == FloatFormat.SINGLE) {
            return single(product, 0, fcsr);
        }
        if (!isOrdinary(product)) {
            return product == 0 && (left == 0 || right == 0) && accept(product, false);
        }
        return accept(product, (fcsr & INEXACT) == 0 && Math.fma(left, right, -product) != 0);
    }

    boolean divide(FloatFormat format, long a, long b, int fcsr) {
        double left = value(format, a);
        double right = value(format, b);
        double quotient = left / right;
        if (format == FloatFormat.SINGLE) {
            float rounded = (float) left / (float) right;
            return isOrdinarySingle(rounded) && acceptSingle(rounded, rounded * right != left);
        }
        if (!isOrdinary(quotient) || !isOrdinary(left)) {
            return false;
        }
        return accept(quotient, (fcsr & INEXACT) == 0 && Math.fma(-quotient, right, left) != 0);
    }

    boolean squareRoot(FloatFormat format, long a, int fcsr) {
        double operand = value(format, a);
        if (format == FloatFormat.SINGLE) {
            float rounded = (float) Math.sqrt(operand);
            return isOrdinarySingle(rounded) && acceptSingle(rounded, (double) rounded * rounded != operand);
        }
        double root = Math.sqrt(operand);
        if (!isOrdinary(operand) || operand < 0) {
            return false;
        }
        return accept(root, (fcsr & INEXACT) == 0 && Math.fma(-root, root, operand) != 0);
    }

    /// For doubles only where the inexact flag is already raised: the error of the fused operation is not one
    /// double.
    boolean multiplyAdd(FloatFormat format, long a, long b, long c, int fcsr) {
        double left = value(format, a);
        double right = value(format, b);
        double addend = value(format, c);
        if (format == FloatFormat.SINGLE) {
            float rounded = Math.fma((float) left, (float) right, (float) addend);
            double product = left * right;
            double sum = product + addend;
            return isOrdinarySingle(rounded)
                    && acceptSingle(rounded, rounded != sum || sumError(product, addend, sum) != 0);
        }
        double sum = Math.fma(left, right, addend);
        return (fcsr & INEXACT) != 0 && isOrdinary(sum) && accept(sum, false);
    }

    /// Rounds to a single what double precision holds up to `error`; no zero there is the trace of an underflow.
    private boolean single(double value, double error, int fcsr) {
        float rounded = (float) value;
        if (!isOrdinarySingle(rounded)) {
            return value == 0 && acceptSingle(rounded, false);
        }
        return acceptSingle(rounded, (fcsr & INEXACT) == 0 && (rounded != value || error != 0));
    }

    private boolean accept(double value, boolean inexact) {
        result = Double.doubleToRawLongBits(value);
        flags = inexact ? INEXACT : 0;
        return true;
    }

    private boolean acceptSingle(float value, boolean inexact) {
        result = Float.floatToRawIntBits(value) & 0xffff_ffffL;
        flags = inexact ? INEXACT : 0;
        return true;
    }

    static boolean isOrdinary(double value) {
        double magnitude = Math.abs(value);
        return magnitude > SMALLEST && magnitude < GREATEST;
    }

    private static boolean isOrdinarySingle(float value) {
        float magnitude = Math.abs(value);
        return magnitude > SMALLEST_NORMAL_SINGLE && magnitude < GREATEST_SINGLE;
    }

    private static double sumError(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    private static double value(FloatFormat format, long bits) {
        return format == FloatFormat.SINGLE ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }
}
