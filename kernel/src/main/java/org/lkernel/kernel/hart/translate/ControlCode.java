package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.lkernel.kernel.hart.Op;

/// What ends a block: branches, jumps, calls and returns, and running on into what is not in the region.
final class ControlCode {
    private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
    private static final ClassDesc REGION = ClassDesc.of(Region.class.getName());

    private final CodeBuilder code;
    private final Flow flow;
    private final Locals locals;
    private final Exits exits;
    private final RegionBody body;

    ControlCode(CodeBuilder code, Flow flow, Locals locals, Exits exits, RegionBody body) {
        this.code = code;
        this.flow = flow;
        this.locals = locals;
        this.exits = exits;
        this.body = body;
    }

    /// Writes the end of a block, whose last instruction has been written unless it jumps.
    void write(Flow.Block block) {
        int last = block.to - 1;
        long word = flow.shape.words[last];
        if (Effect.isBranch(word)) {
            branch(block, last, word);
        } else if (Effect.isCall(word)) {
            call(block, last, word);
        } else if (Effect.isJump(word)) {
            code.goto_(to(block, flow.targetOffset(last)));
        } else if (Op.operation(word) == Op.JR) {
            target(word);
            code.goto_(exits.jump(block.dirty));
        } else {
            follow(block, last);
        }
    }

    /// Goes on with what is next in memory.
    private void follow(Flow.Block block, int last) {
        if (flow.next(last) != block.to) {
            code.goto_(to(block, flow.nextOffset(last)));
        }
    }

    private Label to(Flow.Block block, int offset) {
        int index = flow.shape.indexOf(offset);
        return index >= 0 ? body.label(index) : exits.at(block.dirty, offset, 0);
    }

    private void branch(Flow.Block block, int last, long word) {
        Label taken = to(block, flow.targetOffset(last));
        locals.pushX(Op.rs1(word));
        locals.pushX(Op.rs2(word));
        int kind =
                Op.operation(word) >= Op.BEQ_FAR ? Op.operation(word) - Op.BEQ_FAR + Op.BEQ_NEAR : Op.operation(word);
        switch (kind) {
            case Op.BEQ_NEAR -> code.lcmp().ifeq(taken);
            case Op.BNE_NEAR -> code.lcmp().ifne(taken);
            case Op.BLT_NEAR -> code.lcmp().iflt(taken);
            case Op.BGE_NEAR -> code.lcmp().ifge(taken);
            case Op.BLTU_NEAR -> compareUnsigned().iflt(taken);
            default -> compareUnsigned().ifge(taken);
        }
        follow(block, last);
    }

    private CodeBuilder compareUnsigned() {
        return code.invokestatic(LONG, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_long, CD_long));
    }

    /// Leaves where an indirect jump goes in [Locals#ADDRESS].
    private void target(long word) {
        locals.pushX(Op.rs1(word));
        code.loadConstant(Op.immediate(word)).ladd().loadConstant(-2L).land().lstore(Locals.ADDRESS);
    }

    /// Calls the region at the target, if there is one, and goes on if it came back to where it should.
    private void call(Flow.Block block, int last, long word) {
        if (Op.operation(word) == Op.JALR) {
            target(word);
        } else {
            code.lload(Locals.PC)
                    .loadConstant((long) flow.targetOffset(last))
                    .ladd()
                    .lstore(Locals.ADDRESS);
        }
        code.lload(Locals.PC).loadConstant((long) flow.nextOffset(last)).ladd();
        locals.popX(Op.rd(word));
        int next = flow.next(last);
        if (next < 0) {
            code.goto_(exits.jump(block.dirty));
            return;
        }
        locals.write(block.dirty);
        exits.writePc();
        code.iload(Locals.DEPTH).loadConstant(Linkage.DEEPEST).if_icmpge(exits.refused());
        code.aload(Locals.LINKAGE).lload(Locals.ADDRESS);
        code.invokevirtual(Exits.LINKAGE, "find", MethodTypeDesc.of(REGION, CD_long));
        code.dup().astore(Locals.EXIT).ifnull(exits.refused());
        code.aload(Locals.EXIT).aload(Locals.LINKAGE).lload(Locals.ADDRESS).lload(Locals.LEFT);
        code.iload(Locals.DEPTH).iconst_1().iadd();
        code.invokevirtual(REGION, "run", RegionBody.RUN).lstore(Locals.LEFT);
        code.aload(Locals.LINKAGE).getfield(Exits.LINKAGE, "registers", Exits.REGISTERS);
        code.getfield(Exits.REGISTERS, "pc", CD_long);
        code.lload(Locals.PC)
                .loadConstant((long) flow.nextOffset(last))
                .ladd()
                .lcmp()
                .ifne(exits.refused());
        body.enter();
        code.lload(Locals.LEFT).loadConstant(body.need()).lcmp().iflt(exits.refused());
        code.goto_(body.label(next));
    }
}
