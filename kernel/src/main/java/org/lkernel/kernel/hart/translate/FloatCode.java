package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.List;
import org.lkernel.kernel.hart.FloatDecoder;
import org.lkernel.kernel.hart.Op;

/// Floating-point operations by the host's own, each with a [Guard] that leaves the region where result or flags may
/// be another than the guest's.
final class FloatCode {
    private static final ClassDesc GUARD = ClassDesc.of(Guard.class.getName());
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    private static final int TO_ZERO = 1;
    private static final int LONG = 2;
    private static final int UNSIGNED = 1;

    private final CodeBuilder code;
    private final Locals locals;

    FloatCode(CodeBuilder code, Locals locals) {
        this.code = code;
        this.locals = locals;
    }

    /// Of the floating-point registers that an instruction reads or writes, those that it takes for doubles.
    static long doubles(long word) {
        return switch (Op.operation(word)) {
            case Op.FLD -> Effect.f(Op.rd(word));
            case Op.FSD -> Effect.f(Op.rs2(word));
            case Op.FLW, Op.FSW -> 0;
            default -> FloatForm.doubles((int) (word >> 32));
        };
    }

    /// @param undone where to go when the interpreter has to do it
    void write(int word, Label undone) {
        boolean wide = FloatForm.isDouble(word);
        switch (FloatForm.of(word)) {
            case ADD -> sum(word, wide, undone, true);
            case SUBTRACT -> sum(word, wide, undone, false);
            case MULTIPLY -> product(word, wide, undone);
            case DIVIDE -> quotient(word, wide, undone);
            case ROOT -> root(word, wide, undone);
            case FUSED -> fused(word, wide, undone);
            case SIGN -> sign(word, wide, undone);
            case EXTREME -> extreme(word, wide, undone);
            case COMPARE -> compare(word, wide, undone);
            case TO_INTEGER -> toInteger(word, wide, undone);
            case FROM_INTEGER -> fromInteger(word, wide, undone);
            case TO_SINGLE -> toSingle(word, undone);
            case TO_DOUBLE -> toDouble(word, undone);
            case MOVE_OUT -> moveOut(word, wide);
            case MOVE_IN -> moveIn(word, wide);
            case RARE -> throw new IllegalStateException("not translated: " + Integer.toHexString(word));
        }
    }

    private static ClassDesc type(boolean wide) {
        return wide ? CD_double : CD_float;
    }

    private void push(int register, boolean wide) {
        if (wide) {
            locals.pushDouble(register);
        } else {
            locals.pushSingle(register);
        }
    }

    private void pop(int register, boolean wide) {
        if (wide) {
            locals.popDouble(register);
        } else {
            locals.popSingle(register);
        }
    }

    /// Leaves where a register that should hold a single does not.
    private void check(boolean wide, Label undone, int... registers) {
        for (int register : registers) {
            if (!wide && locals.isDoubtful(register)) {
                locals.pushBoxed(register);
                code.ifne(undone);
            }
        }
    }

    private void keep(boolean wide) {
        if (wide) {
            code.dstore(Locals.RESULT);
        } else {
            code.fstore(Locals.RESULT);
        }
    }

    private void kept(boolean wide) {
        if (wide) {
            code.dload(Locals.RESULT);
        } else {
            code.fload(Locals.RESULT);
        }
    }

    /// Leaves unless a guard holds of what is on the stack.
    private void guard(String name, int operands, boolean wide, Label undone) {
        code.invokestatic(GUARD, name, MethodTypeDesc.of(CD_boolean, Collections.nCopies(operands, type(wide))));
        code.ifeq(undone);
    }

    /// Leaves if inexact is not raised and would be.
    private void exact(String name, boolean wide, Label undone, List<Integer> operands) {
        Label fine = code.newLabel();
        code.iload(Locals.INEXACT).ifne(fine);
        operands.forEach(operand -> push(operand, wide));
        kept(wide);
        guard(name, operands.size() + 1, wide, undone);
        code.labelBinding(fine);
    }

    private void finish(int word, boolean wide) {
        kept(wide);
        pop(FloatForm.rd(word), wide);
    }

    private void sum(int word, boolean wide, Label undone, boolean plus) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        push(a, wide);
        push(b, wide);
        if (wide) {
            code.with(OperatorInstruction.of(plus ? Opcode.DADD : Opcode.DSUB));
        } else {
            code.with(OperatorInstruction.of(plus ? Opcode.FADD : Opcode.FSUB));
        }
        keep(wide);
        kept(wide);
        guard("sum", 1, wide, undone);
        exact(plus ? "exactSum" : "exactDifference", wide, undone, List.of(a, b));
        finish(word, wide);
    }

    private void product(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        pushBoth(a, b, wide);
        if (wide) {
            code.dmul();
        } else {
            code.fmul();
        }
        keep(wide);
        pushBoth(a, b, wide);
        kept(wide);
        guard("product", 3, wide, undone);
        exact("exactProduct", wide, undone, List.of(a, b));
        finish(word, wide);
    }

    private void pushBoth(int a, int b, boolean wide) {
        push(a, wide);
        push(b, wide);
    }

    private void quotient(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        pushBoth(a, b, wide);
        if (wide) {
            code.ddiv();
        } else {
            code.fdiv();
        }
        keep(wide);
        push(a, wide);
        kept(wide);
        guard("quotient", 2, wide, undone);
        exact("exactQuotient", wide, undone, List.of(a, b));
        finish(word, wide);
    }

    private void root(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        check(wide, undone, a);
        push(a, wide);
        if (!wide) {
            code.f2d();
        }
        code.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
        if (!wide) {
            code.d2f();
        }
        keep(wide);
        kept(wide);
        guard("root", 1, wide, undone);
        exact("exactRoot", wide, undone, List.of(a));
        finish(word, wide);
    }

    /// The opcode has the sign of the product in bit 3 and that of the addend in bit 2.
    private void fused(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        int c = FloatForm.rs3(word);
        code.iload(Locals.INEXACT).ifeq(undone);
        check(wide, undone, a, b, c);
        pushSigned(a, wide, (word & 8) != 0);
        push(b, wide);
        pushSigned(c, wide, (word & 4) != 0);
        code.invokestatic(MATH, "fma", MethodTypeDesc.of(type(wide), type(wide), type(wide), type(wide)));
        keep(wide);
        pushBoth(a, b, wide);
        kept(wide);
        guard("product", 3, wide, undone);
        finish(word, wide);
    }

    private void pushSigned(int register, boolean wide, boolean negated) {
        push(register, wide);
        if (negated) {
            negate(wide);
        }
    }

    private void negate(boolean wide) {
        if (wide) {
            code.dneg();
        } else {
            code.fneg();
        }
    }

    private void sign(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        locals.pushRaw(a);
        locals.pushRaw(b);
        code.loadConstant(FloatDecoder.function(word));
        code.invokestatic(
                GUARD, wide ? "signOfDouble" : "signOfSingle", MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int));
        locals.popRaw(FloatForm.rd(word));
    }

    private void extreme(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        pushBoth(a, b, wide);
        guard("ordered", 2, wide, undone);
        pushBoth(a, b, wide);
        code.invokestatic(
                MATH,
                FloatDecoder.function(word) == 0 ? "min" : "max",
                MethodTypeDesc.of(type(wide), type(wide), type(wide)));
        pop(FloatForm.rd(word), wide);
    }

    private void compare(int word, boolean wide, Label undone) {
        int a = FloatForm.rs1(word);
        int b = FloatForm.rs2(word);
        check(wide, undone, a, b);
        pushBoth(a, b, wide);
        guard("ordered", 2, wide, undone);
        pushBoth(a, b, wide);
        String relation = switch (FloatDecoder.function(word)) {
            case 0 -> "atMost";
            case 1 -> "less";
            default -> "equal";
        };
        code.invokestatic(GUARD, relation, MethodTypeDesc.of(CD_long, type(wide), type(wide)));
        locals.popX(FloatForm.rd(word));
    }

    private void toInteger(int word, boolean wide, Label undone) {
        int type = FloatForm.rs2(word);
        int a = FloatForm.rs1(word);
        check(wide, undone, a);
        pushWide(a, wide);
        code.loadConstant(type).invokestatic(GUARD, "fits", MethodTypeDesc.of(CD_boolean, CD_double, CD_int));
        code.ifeq(undone);
        Label exact = code.newLabel();
        if (FloatDecoder.function(word) == TO_ZERO) {
            code.iload(Locals.INEXACT).ifne(exact);
        }
        pushWide(a, wide);
        code.d2l().l2d();
        pushWide(a, wide);
        code.dcmpl().ifne(undone).labelBinding(exact);
        pushWide(a, wide);
        code.d2l();
        if (type < LONG) {
            code.l2i().i2l();
        }
        locals.popX(FloatForm.rd(word));
    }

    private void pushWide(int register, boolean wide) {
        push(register, wide);
        if (!wide) {
            code.f2d();
        }
    }

    private void fromInteger(int word, boolean wide, Label undone) {
        int type = FloatForm.rs2(word);
        locals.pushX(FloatForm.rs1(word));
        if (type == 0) {
            code.l2i().i2l();
        } else if (type == UNSIGNED) {
            code.loadConstant(0xffff_ffffL).land();
        } else if (type > LONG) {
            code.dup2().lconst_0().lcmp();
            Label positive = code.newLabel();
            code.ifge(positive).pop2().goto_(undone).labelBinding(positive);
        }
        code.lstore(Locals.ADDEND);
        if (!wide || type >= LONG) {
            exactInteger(wide, undone);
        }
        code.lload(Locals.ADDEND);
        if (wide) {
            code.l2d();
        } else {
            code.l2f();
        }
        pop(FloatForm.rd(word), wide);
    }

    /// Leaves if the integer is not a number of the format, and inexact is not raised yet.
    private void exactInteger(boolean wide, Label undone) {
        Label fine = code.newLabel();
        code.iload(Locals.INEXACT).ifne(fine);
        code.lload(Locals.ADDEND)
                .invokestatic(GUARD, wide ? "isDouble" : "isSingle", MethodTypeDesc.of(CD_boolean, CD_long));
        code.ifeq(undone).labelBinding(fine);
    }

    private void toSingle(int word, Label undone) {
        int a = FloatForm.rs1(word);
        locals.pushDouble(a);
        code.d2f().fstore(Locals.RESULT);
        locals.pushDouble(a);
        code.fload(Locals.RESULT).invokestatic(GUARD, "narrows", MethodTypeDesc.of(CD_boolean, CD_double, CD_float));
        code.ifeq(undone);
        Label fine = code.newLabel();
        code.iload(Locals.INEXACT).ifne(fine);
        locals.pushDouble(a);
        code.fload(Locals.RESULT).f2d().dcmpl().ifne(undone).labelBinding(fine);
        code.fload(Locals.RESULT);
        locals.popSingle(FloatForm.rd(word));
    }

    private void toDouble(int word, Label undone) {
        int a = FloatForm.rs1(word);
        check(false, undone, a);
        pushBoth(a, a, false);
        guard("ordered", 2, false, undone);
        locals.pushSingle(a);
        code.f2d();
        locals.popDouble(FloatForm.rd(word));
    }

    private void moveOut(int word, boolean wide) {
        locals.pushRaw(FloatForm.rs1(word));
        if (!wide) {
            code.l2i().i2l();
        }
        locals.popX(FloatForm.rd(word));
    }

    private void moveIn(int word, boolean wide) {
        locals.pushX(FloatForm.rs1(word));
        if (wide) {
            locals.popRaw(FloatForm.rd(word));
        } else {
            code.l2i().invokestatic(FLOAT, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
            locals.popSingle(FloatForm.rd(word));
        }
    }
}
