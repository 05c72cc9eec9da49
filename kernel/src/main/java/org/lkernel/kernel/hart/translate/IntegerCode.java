package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.lkernel.kernel.hart.Op;

/// Integer operations on registers.
final class IntegerCode {
    private static final ClassDesc GUARD = ClassDesc.of(Guard.class.getName());
    private static final ClassDesc INTEGERS = ClassDesc.of("org.lkernel.kernel.hart.Integers");
    private static final MethodTypeDesc TWO_LONGS = MethodTypeDesc.of(CD_long, CD_long, CD_long);
    private static final long WORD = 0xffff_ffffL;

    private final CodeBuilder code;
    private final Locals locals;

    IntegerCode(CodeBuilder code, Locals locals) {
        this.code = code;
        this.locals = locals;
    }

    /// @param offset of the instruction from the region's entry
    void write(long word, int offset) {
        int operation = Op.operation(word);
        if (operation == Op.NOP) {
            return;
        } else if (operation == Op.LI) {
            code.loadConstant(Op.immediate(word));
        } else if (operation == Op.AUIPC) {
            code.lload(Locals.PC).loadConstant(offset + Op.immediate(word)).ladd();
        } else if (operation <= Op.SRAIW) {
            constant(operation, word);
        } else if (operation <= Op.ADD_UW) {
            registers(operation, word);
        } else {
            rare(operation, word);
        }
        locals.popX(Op.rd(word));
    }

    private void constant(int operation, long word) {
        locals.pushX(Op.rs1(word));
        long immediate = Op.immediate(word);
        int small = (int) immediate;
        switch (operation) {
            case Op.ADDI -> {
                if (immediate != 0) {
                    code.loadConstant(immediate).ladd();
                }
            }
            case Op.SLTI -> code.loadConstant(immediate).invokestatic(GUARD, "less", TWO_LONGS);
            case Op.SLTIU -> code.loadConstant(immediate).invokestatic(GUARD, "below", TWO_LONGS);
            case Op.XORI -> code.loadConstant(immediate).lxor();
            case Op.ORI -> code.loadConstant(immediate).lor();
            case Op.ANDI -> code.loadConstant(immediate).land();
            case Op.SLLI -> code.loadConstant(small).lshl();
            case Op.SRLI -> code.loadConstant(small).lushr();
            case Op.SRAI -> code.loadConstant(small).lshr();
            case Op.ADDIW -> code.l2i().loadConstant(small).iadd().i2l();
            case Op.SLLIW -> code.l2i().loadConstant(small).ishl().i2l();
            case Op.SRLIW -> code.l2i().loadConstant(small).iushr().i2l();
            case Op.SRAIW -> code.l2i().loadConstant(small).ishr().i2l();
            default -> throw new IllegalStateException("no operation on a constant: " + operation);
        }
    }

    private void registers(int operation, long word) {
        int a = Op.rs1(word);
        int b = Op.rs2(word);
        switch (operation) {
            case Op.ADD -> longs(a, b).ladd();
            case Op.SUB -> longs(a, b).lsub();
            case Op.SLL -> longs(a, b).l2i().lshl();
            case Op.SLT -> longs(a, b).invokestatic(GUARD, "less", TWO_LONGS);
            case Op.SLTU -> longs(a, b).invokestatic(GUARD, "below", TWO_LONGS);
            case Op.XOR -> longs(a, b).lxor();
            case Op.SRL -> longs(a, b).l2i().lushr();
            case Op.SRA -> longs(a, b).l2i().lshr();
            case Op.OR -> longs(a, b).lor();
            case Op.AND -> longs(a, b).land();
            case Op.ADDW -> ints(a, b).iadd().i2l();
            case Op.SUBW -> ints(a, b).isub().i2l();
            case Op.SLLW -> ints(a, b).ishl().i2l();
            case Op.SRLW -> ints(a, b).iushr().i2l();
            case Op.SRAW -> ints(a, b).ishr().i2l();
            case Op.MUL -> longs(a, b).lmul();
            case Op.MULW -> ints(a, b).imul().i2l();
            case Op.SH1ADD -> shifted(a, 1, b);
            case Op.SH2ADD -> shifted(a, 2, b);
            case Op.SH3ADD -> shifted(a, 3, b);
            case Op.ADD_UW -> {
                locals.pushX(a);
                code.loadConstant(WORD).land();
                locals.pushX(b);
                code.ladd();
            }
            default -> throw new IllegalStateException("no operation on registers: " + operation);
        }
    }

    private CodeBuilder longs(int a, int b) {
        locals.pushX(a);
        locals.pushX(b);
        return code;
    }

    private CodeBuilder ints(int a, int b) {
        locals.pushX(a);
        code.l2i();
        locals.pushX(b);
        return code.l2i();
    }

    private void shifted(int a, int by, int b) {
        locals.pushX(a);
        code.loadConstant(by).lshl();
        locals.pushX(b);
        code.ladd();
    }

    private void rare(int operation, long word) {
        int selector = (int) (word >> 32);
        boolean constant = operation == Op.INTEGER_CONSTANT;
        code.loadConstant(constant ? selector & 0xff : selector);
        locals.pushX(Op.rs1(word));
        if (constant) {
            code.loadConstant((long) (selector >>> 8));
        } else {
            locals.pushX(Op.rs2(word));
        }
        code.invokestatic(INTEGERS, "apply", MethodTypeDesc.of(CD_long, CD_int, CD_long, CD_long));
    }
}
