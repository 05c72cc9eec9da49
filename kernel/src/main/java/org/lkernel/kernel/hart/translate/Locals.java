package org.lkernel.kernel.hart.translate;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The guest's registers in local variables of the host's method: where each is, and how it is read and written.
///
/// A floating-point register is a `double` or a `float` if the region has it hold nothing else, so that its value
/// stays among the host's floating-point registers; otherwise its raw bits.
final class Locals {
    static final int LINKAGE = 1;
    static final int PC = 2;
    static final int LEFT = 4;
    static final int DEPTH = 6;
    static final int X = 7;
    static final int F = 8;
    static final int TOP = 9;
    /// An offset above an 8-bit number of instructions.
    static final int EXIT = 11;
    static final int ADDRESS = 12;
    static final int ADDEND = 14;
    /// Whether inexact is raised.
    static final int INEXACT = 16;

    static final int RESULT = 17;
    private static final int FIRST = 19;

    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
    private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    private static final MethodTypeDesc DOUBLE_TO_LONG =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double);
    private static final MethodTypeDesc LONG_TO_DOUBLE =
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long);
    private static final MethodTypeDesc FLOAT_TO_INT = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float);
    private static final MethodTypeDesc INT_TO_FLOAT = MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int);

    private final CodeBuilder code;
    /// All that the region reads or writes.
    final long used;

    private final long doubles;
    private int allocated = FIRST + 2 * 64;
    private final long singles;

    Locals(CodeBuilder code, Shape shape) {
        this.code = code;
        long all = 0;
        long asDouble = 0;
        long asSingle = 0;
        for (long word : shape.words) {
            long both = Effect.reads(word) | Effect.writes(word);
            long floats = both & -1L << 32;
            all |= both;
            asDouble |= floats & FloatCode.doubles(word);
            asSingle |= floats & ~FloatCode.doubles(word);
        }
        used = all & ~1L;
        doubles = asDouble & ~asSingle;
        singles = asSingle & ~asDouble;
    }

    private static int slot(int bit) {
        return FIRST + 2 * bit;
    }

    /// The first of so many further variables of two words each.
    int allocateLongs(int count) {
        int first = allocated;
        allocated += 2 * count;
        return first;
    }

    private boolean isDouble(int register) {
        return (doubles & Effect.f(register)) != 0;
    }

    private boolean isSingle(int register) {
        return (singles & Effect.f(register)) != 0;
    }

    // ---- integer registers

    void pushX(int register) {
        if (register == 0) {
            code.lconst_0();
        } else {
            code.lload(slot(register));
        }
    }

    void popX(int register) {
        code.lstore(slot(register));
    }

    // ---- floating-point registers

    void pushDouble(int register) {
        if (isDouble(register)) {
            code.dload(slot(32 + register));
        } else {
            code.lload(slot(32 + register)).invokestatic(DOUBLE, "longBitsToDouble", LONG_TO_DOUBLE);
        }
    }

    void popDouble(int register) {
        if (isDouble(register)) {
            code.dstore(slot(32 + register));
        } else {
            code.invokestatic(DOUBLE, "doubleToRawLongBits", DOUBLE_TO_LONG).lstore(slot(32 + register));
        }
    }

    /// @return whether it may be no single, so that [#pushBoxed] has to be asked first
    boolean isDoubtful(int register) {
        return !isSingle(register);
    }

    /// Whether the register holds a single: 0 if so.
    void pushBoxed(int register) {
        pushRaw(register);
        code.bipush(32).lshr().l2i().iconst_1().iadd();
    }

    void pushSingle(int register) {
        if (isSingle(register)) {
            code.fload(slot(32 + register));
        } else {
            pushRaw(register);
            code.l2i().invokestatic(FLOAT, "intBitsToFloat", INT_TO_FLOAT);
        }
    }

    void popSingle(int register) {
        if (isSingle(register)) {
            code.fstore(slot(32 + register));
        } else {
            code.invokestatic(FLOAT, "floatToRawIntBits", FLOAT_TO_INT);
            box();
            popRaw(register);
        }
    }

    private void box() {
        code.i2l().loadConstant(0xffff_ffffL).land().loadConstant(BOX).lor();
    }

    void pushRaw(int register) {
        if (isDouble(register)) {
            code.dload(slot(32 + register)).invokestatic(DOUBLE, "doubleToRawLongBits", DOUBLE_TO_LONG);
        } else if (isSingle(register)) {
            code.fload(slot(32 + register)).invokestatic(FLOAT, "floatToRawIntBits", FLOAT_TO_INT);
            box();
        } else {
            code.lload(slot(32 + register));
        }
    }

    /// The bits must be boxed where the register holds a single.
    void popRaw(int register) {
        if (isDouble(register)) {
            code.invokestatic(DOUBLE, "longBitsToDouble", LONG_TO_DOUBLE).dstore(slot(32 + register));
        } else if (isSingle(register)) {
            code.l2i().invokestatic(FLOAT, "intBitsToFloat", INT_TO_FLOAT).fstore(slot(32 + register));
        } else {
            code.lstore(slot(32 + register));
        }
    }

    // ---- between them and the hart's registers

    /// Reads every register the region has to do with.
    ///
    /// @param refuse where to go when one does not hold a single that should
    void readAll(java.lang.classfile.Label refuse) {
        for (int bit = 0; bit < 64; bit++) {
            if ((used >>> bit & 1) != 0) {
                pushSaved(bit);
                if (bit < 32) {
                    code.lstore(slot(bit));
                } else {
                    readFloat(bit - 32, refuse);
                }
            }
        }
    }

    private void readFloat(int register, java.lang.classfile.Label refuse) {
        if (isSingle(register)) {
            code.dup2().bipush(32).lshr().l2i().iconst_1().iadd();
            code.istore(EXIT)
                    .l2i()
                    .invokestatic(FLOAT, "intBitsToFloat", INT_TO_FLOAT)
                    .fstore(slot(32 + register));
            code.iload(EXIT).ifne(refuse);
        } else {
            popRaw(register);
        }
    }

    private void pushSaved(int bit) {
        code.aload(bit < 32 ? X : F).loadConstant(bit & 31).laload();
    }

    /// Writes these registers back.
    void write(long registers) {
        for (int bit = 1; bit < 64; bit++) {
            if ((registers >>> bit & 1) != 0) {
                code.aload(bit < 32 ? X : F).loadConstant(bit & 31);
                if (bit < 32) {
                    pushX(bit);
                } else {
                    pushRaw(bit - 32);
                }
                code.lastore();
            }
        }
    }
}
