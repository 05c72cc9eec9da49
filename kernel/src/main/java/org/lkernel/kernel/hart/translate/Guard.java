package org.lkernel.kernel.hart.translate;

/// What is asked of an operation of the host's before its result is taken for the guest's.
///
/// The host rounds to nearest as the guest does. What is left are the flags, and NaNs, of which RISC-V knows only
/// one: a result that is finite and not tiny raised no flag but inexact. Where that one is not raised yet, the
/// methods called exact say whether it would be. What does not pass is left to the interpreter.
@SuppressWarnings("NarrowingCompoundAssignment")
public final class Guard {
    private static final double LARGE = 0x1p1000;
    private static final double SMALL = 0x1p-960;
    private static final double LONG_RANGE = 0x1p63;

    private Guard() {}

    /// A sum cannot be tiny and inexact.
    public static boolean sum(double sum) {
        return Math.abs(sum) < Double.POSITIVE_INFINITY;
    }

    public static boolean product(double a, double b, double product) {
        double magnitude = Math.abs(product);
        return magnitude > Double.MIN_NORMAL
                ? magnitude < Double.POSITIVE_INFINITY
                : product == 0 && (a == 0 || b == 0);
    }

    public static boolean quotient(double a, double quotient) {
        double magnitude = Math.abs(quotient);
        return magnitude > Double.MIN_NORMAL ? magnitude < Double.POSITIVE_INFINITY : quotient == 0 && a == 0;
    }

    public static boolean root(double root) {
        return root >= 0 && root < Double.POSITIVE_INFINITY;
    }

    public static boolean sum(float sum) {
        return Math.abs(sum) < Float.POSITIVE_INFINITY;
    }

    public static boolean product(float a, float b, float product) {
        float magnitude = Math.abs(product);
        return magnitude > Float.MIN_NORMAL ? magnitude < Float.POSITIVE_INFINITY : product == 0 && (a == 0 || b == 0);
    }

    public static boolean quotient(float a, float quotient) {
        float magnitude = Math.abs(quotient);
        return magnitude > Float.MIN_NORMAL ? magnitude < Float.POSITIVE_INFINITY : quotient == 0 && a == 0;
    }

    public static boolean root(float root) {
        return root >= 0 && root < Float.POSITIVE_INFINITY;
    }

    // ---- whether nothing was rounded

    public static boolean exactSum(double a, double b, double sum) {
        double part = sum - a;
        return Math.abs(sum) < LARGE && Math.abs(a) < LARGE && (a - (sum - part)) + (b - part) == 0;
    }

    public static boolean exactDifference(double a, double b, double difference) {
        return exactSum(a, -b, difference);
    }

    public static boolean exactProduct(double a, double b, double product) {
        return product == 0 || Math.abs(product) > SMALL && Math.fma(a, b, -product) == 0;
    }

    public static boolean exactQuotient(double a, double b, double quotient) {
        return quotient == 0 || Math.abs(quotient) > SMALL && Math.abs(a) > SMALL && Math.fma(-quotient, b, a) == 0;
    }

    public static boolean exactRoot(double operand, double root) {
        return root == 0 || operand > SMALL && Math.fma(-root, root, operand) == 0;
    }

    public static boolean exactSum(float a, float b, float sum) {
        return exactSum(a, b, (double) a + b) && (double) a + b == sum;
    }

    public static boolean exactDifference(float a, float b, float difference) {
        return exactSum(a, -b, difference);
    }

    public static boolean exactProduct(float a, float b, float product) {
        return (double) a * b == product;
    }

    public static boolean exactQuotient(float a, float b, float quotient) {
        return (double) quotient * b == a;
    }

    public static boolean exactRoot(float operand, float root) {
        return (double) root * root == operand;
    }

    // ---- conversions and comparisons

    public static boolean ordered(double a, double b) {
        return !Double.isNaN(a) && !Double.isNaN(b);
    }

    public static boolean ordered(float a, float b) {
        return !Float.isNaN(a) && !Float.isNaN(b);
    }

    /// Whether an integer of that type, W, WU, L or LU, is what rounding to zero gives.
    public static boolean fits(double value, int type) {
        if (!(Math.abs(value) < LONG_RANGE)) {
            return false;
        }
        long integer = (long) value;
        return switch (type) {
            case 0 -> integer == (int) integer;
            case 1 -> integer >>> 32 == 0 && value >= 0;
            case 2 -> true;
            default -> value >= 0;
        };
    }

    /// Whether a double becomes a single without more than being rounded.
    public static boolean narrows(double value, float single) {
        float magnitude = Math.abs(single);
        return magnitude > Float.MIN_NORMAL ? magnitude < Float.POSITIVE_INFINITY : value == 0;
    }

    /// Whether the integer is a double.
    public static boolean isDouble(long integer) {
        return Math.abs((double) integer) < 0x1p53;
    }

    /// Whether the integer is a single.
    public static boolean isSingle(long integer) {
        return Math.abs((float) integer) < 0x1p24f;
    }

    /// `fsgnj`, `fsgnjn`, `fsgnjx` by `funct3`, on raw bits.
    public static long signOfDouble(long a, long b, int function) {
        long sign = function == 0 ? b : function == 1 ? ~b : a ^ b;
        return a & Long.MAX_VALUE | sign & Long.MIN_VALUE;
    }

    /// The same on boxed bits.
    public static long signOfSingle(long a, long b, int function) {
        long sign = function == 0 ? b : function == 1 ? ~b : a ^ b;
        return a & ~0x8000_0000L | sign & 0x8000_0000L;
    }

    public static long below(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    public static long less(long a, long b) {
        return a < b ? 1 : 0;
    }

    public static long less(double a, double b) {
        return a < b ? 1 : 0;
    }

    public static long less(float a, float b) {
        return a < b ? 1 : 0;
    }

    public static long atMost(double a, double b) {
        return a <= b ? 1 : 0;
    }

    public static long atMost(float a, float b) {
        return a <= b ? 1 : 0;
    }

    public static long equal(double a, double b) {
        return a == b ? 1 : 0;
    }

    public static long equal(float a, float b) {
        return a == b ? 1 : 0;
    }
}
