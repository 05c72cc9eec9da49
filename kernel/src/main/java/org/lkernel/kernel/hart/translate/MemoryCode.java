package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.lkernel.kernel.hart.Op;

/// Loads and stores: the host's address by the tables of the [org.lkernel.kernel.hart.Tlb], or the region is left.
final class MemoryCode {
    private static final ClassDesc TLB = ClassDesc.of("org.lkernel.kernel.hart.Tlb");
    private static final ClassDesc RAW = ClassDesc.of("org.lkernel.kernel.memory.Raw");
    private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    private static final MethodTypeDesc ADDEND = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int);

    private final CodeBuilder code;
    private final Locals locals;

    MemoryCode(CodeBuilder code, Locals locals) {
        this.code = code;
        this.locals = locals;
    }

    void load(long word, Label miss) {
        int operation = Op.operation(word);
        pushHost(word, "readAddend", miss);
        switch (operation) {
            case Op.LB ->
                code.invokestatic(RAW, "loadByte", MethodTypeDesc.of(CD_byte, CD_long))
                        .i2l();
            case Op.LBU ->
                code.invokestatic(RAW, "loadByte", MethodTypeDesc.of(CD_byte, CD_long))
                        .sipush(255)
                        .iand()
                        .i2l();
            case Op.LH ->
                code.invokestatic(RAW, "loadShort", MethodTypeDesc.of(CD_short, CD_long))
                        .i2l();
            case Op.LHU ->
                code.invokestatic(RAW, "loadShort", MethodTypeDesc.of(CD_short, CD_long))
                        .loadConstant(65535)
                        .iand()
                        .i2l();
            case Op.LW -> loadInt().i2l();
            case Op.LWU -> loadInt().i2l().loadConstant(0xffff_ffffL).land();
            case Op.FLW ->
                loadInt()
                        .invokestatic(
                                FLOAT,
                                "intBitsToFloat",
                                MethodTypeDesc.of(java.lang.constant.ConstantDescs.CD_float, CD_int));
            default -> code.invokestatic(RAW, "loadLong", MethodTypeDesc.of(CD_long, CD_long));
        }
        pop(operation, Op.rd(word));
    }

    private CodeBuilder loadInt() {
        return code.invokestatic(RAW, "loadInt", MethodTypeDesc.of(CD_int, CD_long));
    }

    private void pop(int operation, int rd) {
        switch (operation) {
            case Op.FLW -> locals.popSingle(rd);
            case Op.FLD -> locals.popRaw(rd);
            default -> locals.popX(rd);
        }
    }

    void store(long word, Label miss) {
        pushHost(word, "writeAddend", miss);
        if (Op.operation(word) == Op.FSW || Op.operation(word) == Op.FSD) {
            locals.pushRaw(Op.rs2(word));
        } else {
            locals.pushX(Op.rs2(word));
        }
        switch (Op.operation(word)) {
            case Op.SB -> code.l2i().i2b().invokestatic(RAW, "storeByte", MethodTypeDesc.of(CD_void, CD_long, CD_byte));
            case Op.SH ->
                code.l2i().i2s().invokestatic(RAW, "storeShort", MethodTypeDesc.of(CD_void, CD_long, CD_short));
            case Op.SW, Op.FSW -> code.l2i().invokestatic(RAW, "storeInt", MethodTypeDesc.of(CD_void, CD_long, CD_int));
            default -> code.invokestatic(RAW, "storeLong", MethodTypeDesc.of(CD_void, CD_long, CD_long));
        }
    }

    private void pushHost(long word, String table, Label miss) {
        locals.pushX(Op.rs1(word));
        if (Op.immediate(word) != 0) {
            code.loadConstant(Op.immediate(word)).ladd();
        }
        code.lstore(Locals.ADDRESS);
        code.lload(Locals.TOP).lload(Locals.ADDRESS).loadConstant(size(Op.operation(word)) - 1);
        code.invokestatic(TLB, table, ADDEND)
                .dup2()
                .lstore(Locals.ADDEND)
                .lconst_0()
                .lcmp()
                .ifeq(miss);
        code.lload(Locals.ADDRESS).lload(Locals.ADDEND).ladd();
    }

    private static int size(int operation) {
        return switch (operation) {
            case Op.LB, Op.LBU, Op.SB -> 1;
            case Op.LH, Op.LHU, Op.SH -> 2;
            case Op.LW, Op.LWU, Op.SW, Op.FLW, Op.FSW -> 4;
            default -> 8;
        };
    }
}
