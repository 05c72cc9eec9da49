package org.lkernel.kernel.hart;

/// Which words are instructions of the F and D extensions, and which of them have an operation of their own.
public final class FloatDecoder {
    public static final int ADD = 0x00;
    public static final int SUBTRACT = 0x01;
    public static final int MULTIPLY = 0x02;
    public static final int DIVIDE = 0x03;
    public static final int INJECT_SIGN = 0x04;
    public static final int EXTREME = 0x05;
    public static final int CONVERT_FORMAT = 0x08;
    public static final int ROOT = 0x0b;
    public static final int COMPARE = 0x14;
    public static final int TO_INTEGER = 0x18;
    public static final int FROM_INTEGER = 0x1a;
    public static final int TO_REGISTER = 0x1c;
    public static final int FROM_REGISTER = 0x1e;

    public static final int OP_FP = 0x53;
    private static final int DOUBLE = 1;

    private FloatDecoder() {}

    static boolean isLegal(int word) {
        if (format(word) > DOUBLE) {
            return false;
        }
        if ((word & 0x7f) != OP_FP) {
            return hasMode(word);
        }
        int rs2 = (word >>> 20) & 31;
        return switch (word >>> 27) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> hasMode(word);
            case INJECT_SIGN, COMPARE -> function(word) <= 2;
            case EXTREME -> function(word) <= 1;
            case CONVERT_FORMAT -> hasMode(word) && rs2 == 1 - format(word);
            case ROOT -> hasMode(word) && rs2 == 0;
            case TO_INTEGER, FROM_INTEGER -> hasMode(word) && rs2 <= 3;
            case TO_REGISTER -> function(word) <= 1 && rs2 == 0;
            case FROM_REGISTER -> function(word) == 0 && rs2 == 0;
            default -> false;
        };
    }

    private static boolean hasMode(int word) {
        int mode = function(word);
        return mode <= Rounding.NEAREST_AWAY || mode == Rounding.DYNAMIC;
    }

    /// The operation of the interpreter for a legal word: the commonest of double precision, and one for all
    /// others.
    static int operation(int word) {
        boolean usual = format(word) == DOUBLE
                && (function(word) == Rounding.DYNAMIC || function(word) == Rounding.NEAREST_EVEN);
        if ((word & 0x7f) != OP_FP) {
            return usual ? Op.FMADD_D : Op.FLOAT;
        }
        if (format(word) != DOUBLE) {
            return Op.FLOAT;
        }
        return switch (word >>> 27) {
            case ADD -> usual ? Op.FADD_D : Op.FLOAT;
            case SUBTRACT -> usual ? Op.FSUB_D : Op.FLOAT;
            case MULTIPLY -> usual ? Op.FMUL_D : Op.FLOAT;
            case INJECT_SIGN -> function(word) == 0 ? Op.FSGNJ_D : Op.FLOAT;
            default -> Op.FLOAT;
        };
    }

    public static int format(int word) {
        return (word >>> 25) & 3;
    }

    public static int function(int word) {
        return (word >>> 12) & 7;
    }
}
