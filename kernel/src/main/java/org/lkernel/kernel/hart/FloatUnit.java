package org.lkernel.kernel.hart;

import static org.lkernel.kernel.hart.Rounding.DYNAMIC;
import static org.lkernel.kernel.hart.Rounding.NEAREST_AWAY;
import static org.lkernel.kernel.hart.Rounding.NEAREST_EVEN;

/// The F and D extensions over a hart's registers.
///
/// Rounding to nearest is what the host does too, so [NativeFloat] tries it first; whatever it cannot prove
/// right, flags included, [SoftFloat] computes exactly.
final class FloatUnit {
    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final int EXCEPTIONS = 31;

    private final Registers registers;
    private final SoftFloat soft = new SoftFloat();
    private final NativeFloat host = new NativeFloat();
    private final FloatConversion conversion = new FloatConversion();

    FloatUnit(Registers registers) {
        this.registers = registers;
    }

    /// Runs a legal word; false when the dynamic rounding mode makes it illegal, and then nothing has changed.
    boolean execute(int word) {
        if ((word & 0x7f) != FloatDecoder.OP_FP) {
            return multiplyAdd(word);
        }
        return switch (word >>> 27) {
            case FloatDecoder.INJECT_SIGN -> write(word, injectSign(word));
            case FloatDecoder.EXTREME -> write(word, extreme(word));
            case FloatDecoder.COMPARE -> writeInteger(word, compare(word));
            case FloatDecoder.TO_REGISTER -> writeInteger(word, toRegister(word));
            case FloatDecoder.FROM_REGISTER -> write(word, registers.x[rs1(word)]);
            default -> rounded(word, mode(word));
        };
    }

    private boolean rounded(int word, int mode) {
        if (mode > NEAREST_AWAY) {
            return false;
        }
        FloatFormat format = format(word);
        long a = read(format, rs1(word));
        return switch (word >>> 27) {
            case FloatDecoder.ADD -> add(word, a, read(format, rs2(word)), mode);
            case FloatDecoder.SUBTRACT -> add(word, a, read(format, rs2(word)) ^ format.signBit(), mode);
            case FloatDecoder.MULTIPLY -> multiply(word, a, read(format, rs2(word)), mode);
            case FloatDecoder.DIVIDE -> divide(word, a, read(format, rs2(word)), mode);
            case FloatDecoder.ROOT -> root(word, a, mode);
            case FloatDecoder.CONVERT_FORMAT -> convert(word, mode);
            case FloatDecoder.TO_INTEGER -> toInteger(word, a, mode);
            default -> fromInteger(word, mode);
        };
    }

    /// The mode of the instruction, or of `fcsr`; above [Rounding#NEAREST_AWAY] it is none.
    private int mode(int word) {
        int mode = FloatDecoder.function(word);
        return mode == DYNAMIC ? (registers.fcsr >>> 5) & 7 : mode;
    }

    private boolean add(int word, long a, long b, int mode) {
        boolean proved = mode == NEAREST_EVEN && host.add(format(word), a, b, registers.fcsr);
        return proved ? finishNative(word) : finishSoft(word, soft.add(format(word), a, b, mode));
    }

    private boolean multiply(int word, long a, long b, int mode) {
        boolean proved = mode == NEAREST_EVEN && host.multiply(format(word), a, b, registers.fcsr);
        return proved ? finishNative(word) : finishSoft(word, soft.multiply(format(word), a, b, mode));
    }

    private boolean divide(int word, long a, long b, int mode) {
        boolean proved = mode == NEAREST_EVEN && host.divide(format(word), a, b, registers.fcsr);
        return proved ? finishNative(word) : finishSoft(word, soft.divide(format(word), a, b, mode));
    }

    private boolean root(int word, long a, int mode) {
        boolean proved = mode == NEAREST_EVEN && host.squareRoot(format(word), a, registers.fcsr);
        return proved ? finishNative(word) : finishSoft(word, soft.squareRoot(format(word), a, mode));
    }

    /// The four of them differ in the signs of the product (bit 3 of the opcode) and of the addend (bit 2).
    private boolean multiplyAdd(int word) {
        int mode = mode(word);
        if (mode > NEAREST_AWAY) {
            return false;
        }
        FloatFormat format = format(word);
        boolean negated = (word & 8) != 0;
        boolean subtracted = (word & 4) != 0;
        long a = read(format, rs1(word)) ^ (negated ? format.signBit() : 0);
        long b = read(format, rs2(word));
        long c = read(format, word >>> 27) ^ (subtracted ? format.signBit() : 0);
        boolean proved = mode == NEAREST_EVEN && host.multiplyAdd(format, a, b, c, registers.fcsr);
        return proved ? finishNative(word) : finishSoft(word, soft.multiplyAdd(format, a, b, c, mode));
    }

    private boolean finishNative(int word) {
        registers.fcsr |= host.flags();
        return write(word, host.result());
    }

    private boolean finishSoft(int word, long result) {
        registers.fcsr |= soft.takeFlags();
        return write(word, result);
    }

    private boolean convert(int word, int mode) {
        FloatFormat to = format(word);
        FloatFormat from = to == FloatFormat.DOUBLE ? FloatFormat.SINGLE : FloatFormat.DOUBLE;
        return finishSoft(word, soft.convert(from, to, read(from, rs1(word)), mode));
    }

    private boolean toInteger(int word, long a, int mode) {
        long value = conversion.toInteger(format(word), a, rs2(word), mode);
        registers.fcsr |= conversion.takeFlags();
        return writeInteger(word, value);
    }

    private boolean fromInteger(int word, int mode) {
        long value = conversion.fromInteger(format(word), registers.x[rs1(word)], rs2(word), mode);
        registers.fcsr |= conversion.takeFlags();
        return write(word, value);
    }

    private long injectSign(int word) {
        FloatFormat format = format(word);
        return FloatComparison.injectSign(
                format, read(format, rs1(word)), read(format, rs2(word)), FloatDecoder.function(word));
    }

    private long extreme(int word) {
        FloatFormat format = format(word);
        long a = read(format, rs1(word));
        long b = read(format, rs2(word));
        if (format.isSignalling(a) || format.isSignalling(b)) {
            registers.fcsr |= Rounding.INVALID;
        }
        return FloatComparison.extreme(format, a, b, FloatDecoder.function(word) == 1);
    }

    private long compare(int word) {
        FloatFormat format = format(word);
        int function = FloatDecoder.function(word);
        long a = read(format, rs1(word));
        long b = read(format, rs2(word));
        registers.fcsr |= FloatComparison.flagsOfComparison(format, a, b, function);
        return FloatComparison.holds(format, a, b, function) ? 1 : 0;
    }

    private long toRegister(int word) {
        FloatFormat format = format(word);
        if (FloatDecoder.function(word) == 1) {
            return FloatComparison.classify(format, read(format, rs1(word)));
        }
        long raw = registers.f[rs1(word)];
        return format == FloatFormat.DOUBLE ? raw : (int) raw;
    }

    /// A single that is not properly boxed counts as the canonical NaN.
    private long read(FloatFormat format, int register) {
        long raw = registers.f[register];
        if (format == FloatFormat.DOUBLE) {
            return raw;
        }
        return (raw & BOX) == BOX ? raw & ~BOX : format.canonicalNaN();
    }

    private boolean write(int word, long value) {
        registers.f[rd(word)] = format(word) == FloatFormat.DOUBLE ? value : value | BOX;
        return true;
    }

    private boolean writeInteger(int word, long value) {
        if (rd(word) != 0) {
            registers.x[rd(word)] = value;
        }
        return true;
    }

    /// What `fcsr` can hold.
    static int mask(int fcsr) {
        return fcsr & (7 << 5 | EXCEPTIONS);
    }

    private static FloatFormat format(int word) {
        return FloatDecoder.format(word) == 0 ? FloatFormat.SINGLE : FloatFormat.DOUBLE;
    }

    private static int rd(int word) {
        return (word >>> 7) & 31;
    }

    private static int rs1(int word) {
        return (word >>> 15) & 31;
    }

    private static int rs2(int word) {
        return (word >>> 20) & 31;
    }
}
