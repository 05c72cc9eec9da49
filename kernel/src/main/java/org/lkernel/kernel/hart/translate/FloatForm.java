package org.lkernel.kernel.hart.translate;

import static org.lkernel.kernel.hart.FloatDecoder.function;

import org.lkernel.kernel.hart.FloatDecoder;

/// The kinds of floating-point instruction that are translated, and one for all others.
///
/// Those that round do so to the nearest, by themselves or because `fcsr` says so, which is checked when a region is
/// entered; any other rounding is rare.
enum FloatForm {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    ROOT,
    FUSED,
    SIGN,
    EXTREME,
    COMPARE,
    TO_INTEGER,
    FROM_INTEGER,
    TO_SINGLE,
    TO_DOUBLE,
    MOVE_OUT,
    MOVE_IN,
    RARE;

    private static final int DYNAMIC = 7;
    private static final int TO_ZERO = 1;
    /// The types of integer are W, WU, L and LU; of the first two every one is a double.
    private static final int LONG = 2;

    static FloatForm of(int word) {
        if ((word & 0x7f) != FloatDecoder.OP_FP) {
            return nearest(word) ? FUSED : RARE;
        }
        return switch (word >>> 27) {
            case FloatDecoder.ADD -> nearest(word) ? ADD : RARE;
            case FloatDecoder.SUBTRACT -> nearest(word) ? SUBTRACT : RARE;
            case FloatDecoder.MULTIPLY -> nearest(word) ? MULTIPLY : RARE;
            case FloatDecoder.DIVIDE -> nearest(word) ? DIVIDE : RARE;
            case FloatDecoder.ROOT -> nearest(word) ? ROOT : RARE;
            case FloatDecoder.INJECT_SIGN -> SIGN;
            case FloatDecoder.EXTREME -> EXTREME;
            case FloatDecoder.COMPARE -> integer(word, COMPARE);
            case FloatDecoder.TO_INTEGER ->
                integer(word, nearest(word) || function(word) == TO_ZERO ? TO_INTEGER : RARE);
            case FloatDecoder.FROM_INTEGER -> exact(word) || nearest(word) ? FROM_INTEGER : RARE;
            case FloatDecoder.CONVERT_FORMAT -> isDouble(word) ? TO_DOUBLE : nearest(word) ? TO_SINGLE : RARE;
            case FloatDecoder.TO_REGISTER -> integer(word, function(word) == 0 ? MOVE_OUT : RARE);
            case FloatDecoder.FROM_REGISTER -> MOVE_IN;
            default -> RARE;
        };
    }

    private static boolean nearest(int word) {
        return function(word) == 0 || function(word) == DYNAMIC;
    }

    /// Where the result is in `x0` there is hardly a reason for the instruction.
    private static FloatForm integer(int word, FloatForm form) {
        return rd(word) == 0 ? RARE : form;
    }

    private static boolean exact(int word) {
        return isDouble(word) && rs2(word) < LONG;
    }

    static boolean isDouble(int word) {
        return FloatDecoder.format(word) != 0;
    }

    static int rd(int word) {
        return (word >>> 7) & 31;
    }

    static int rs1(int word) {
        return (word >>> 15) & 31;
    }

    static int rs2(int word) {
        return (word >>> 20) & 31;
    }

    static int rs3(int word) {
        return word >>> 27;
    }

    /// The registers it reads, as [Effect] has them.
    static long reads(int word) {
        return switch (of(word)) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, SIGN, EXTREME, COMPARE -> Effect.f(rs1(word)) | Effect.f(rs2(word));
            case FUSED -> Effect.f(rs1(word)) | Effect.f(rs2(word)) | Effect.f(rs3(word));
            case ROOT, TO_INTEGER, TO_SINGLE, TO_DOUBLE, MOVE_OUT -> Effect.f(rs1(word));
            case FROM_INTEGER, MOVE_IN -> Effect.x(rs1(word));
            case RARE -> 0;
        };
    }

    static long writes(int word) {
        return switch (of(word)) {
            case COMPARE, TO_INTEGER, MOVE_OUT -> Effect.x(rd(word));
            case RARE -> 0;
            default -> Effect.f(rd(word));
        };
    }

    /// Those of its floating-point registers that hold a double; the others hold a single.
    static long doubles(int word) {
        return switch (of(word)) {
            case TO_SINGLE -> Effect.f(rs1(word));
            case TO_DOUBLE -> Effect.f(rd(word));
            default -> isDouble(word) ? (reads(word) | writes(word)) & -1L << 32 : 0;
        };
    }
}
