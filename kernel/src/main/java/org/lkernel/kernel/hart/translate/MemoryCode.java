package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_boolean;
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
///
/// While a region runs nothing changes those tables. So what was found for the page last accessed through a base
/// register is kept beside it, for reading and for writing: the next access there need not wait for two more loads,
/// one after the other. It costs a register or two, which pays where there is a next time.
final class MemoryCode {
    private static final ClassDesc TLB = ClassDesc.of("org.lkernel.kernel.hart.Tlb");
    private static final ClassDesc RAW = ClassDesc.of("org.lkernel.kernel.memory.Raw");
    private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    private static final MethodTypeDesc ADDEND = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int);

    private static final MethodTypeDesc IS_ON = MethodTypeDesc.of(CD_boolean, CD_long, CD_long);
    private static final int PAGE_BITS = 12;
    private static final long NO_PAGE = -1;

    private final CodeBuilder code;
    private final Locals locals;
    /// For each base register the first of two local variables, a page number and what to add to its addresses; or 0.
    private final int[] readPages;

    private final int[] writePages;

    MemoryCode(CodeBuilder code, Locals locals, Flow flow) {
        this.code = code;
        this.locals = locals;
        readPages = pages(flow, false);
        writePages = pages(flow, true);
    }

    private int[] pages(Flow flow, boolean writes) {
        int[] uses = new int[32];
        for (long word : flow.shape.words) {
            if (Effect.isAccess(word) && Effect.isStore(word) == writes) {
                uses[Op.rs1(word)] += flow.hasLoop() ? 2 : 1;
            }
        }
        int[] pages = new int[32];
        for (int base = 1; base < 32; base++) {
            pages[base] = uses[base] > 1 ? locals.allocateLongs(2) : 0;
        }
        return pages;
    }

    /// Knows no page yet, when the region is entered.
    void forget() {
        for (int[] pages : new int[][] {readPages, writePages}) {
            for (int page : pages) {
                if (page != 0) {
                    code.loadConstant(NO_PAGE).lstore(page).lconst_0().lstore(page + 2);
                }
            }
        }
    }

    void load(long word, Label miss) {
        int operation = Op.operation(word);
        pushHost(word, "readAddend", readPages[Op.rs1(word)], miss);
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
        pushHost(word, "writeAddend", writePages[Op.rs1(word)], miss);
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

    private void pushHost(long word, String table, int page, Label miss) {
        locals.pushX(Op.rs1(word));
        if (Op.immediate(word) != 0) {
            code.loadConstant(Op.immediate(word)).ladd();
        }
        code.lstore(Locals.ADDRESS);
        int size = size(Op.operation(word));
        if (page == 0) {
            lookUp(table, size, Locals.ADDEND, miss);
            code.lload(Locals.ADDRESS).lload(Locals.ADDEND).ladd();
            return;
        }
        Label known = code.newLabel();
        code.lload(Locals.ADDRESS)
                .lload(page)
                .invokestatic(TLB, "isOn" + size, IS_ON)
                .ifne(known);
        lookUp(table, size, page + 2, miss);
        code.lload(Locals.ADDRESS).bipush(PAGE_BITS).lushr().lstore(page).labelBinding(known);
        code.lload(Locals.ADDRESS).lload(page + 2).ladd();
    }

    private void lookUp(String table, int size, int addend, Label miss) {
        code.lload(Locals.TOP).lload(Locals.ADDRESS).loadConstant(size - 1);
        code.invokestatic(TLB, table, ADDEND).dup2().lstore(addend);
        code.lconst_0().lcmp().ifeq(miss);
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
