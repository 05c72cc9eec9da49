package org.lkernel.kernel.hart.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.hart.Op;

/// The body of [Region#run] for a shape.
final class RegionBody {
    static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_long, Exits.LINKAGE, CD_long, CD_long, CD_int);
    private static final int ROUNDING_SHIFT = 5;

    private final CodeBuilder code;
    private final Shape shape;
    private final Flow flow;
    private final Locals locals;
    private final Exits exits;
    private final IntegerCode integers;
    private final MemoryCode memory;
    private final FloatCode floats;
    private final ControlCode control;
    private final List<Label> labels = new ArrayList<>();
    private final boolean rounds;

    RegionBody(CodeBuilder code, Shape shape) {
        this.code = code;
        this.shape = shape;
        flow = new Flow(shape);
        locals = new Locals(code, shape);
        exits = new Exits(code, locals);
        integers = new IntegerCode(code, locals);
        memory = new MemoryCode(code, locals, flow);
        floats = new FloatCode(code, locals);
        control = new ControlCode(code, flow, locals, exits, this);
        rounds = rounds(shape);
        flow.blocks.forEach(_ -> labels.add(code.newLabel()));
    }

    private static boolean rounds(Shape shape) {
        for (long word : shape.words) {
            int operation = Op.operation(word);
            if (operation >= Op.FADD_D && operation <= Op.FMADD_D || operation == Op.FLOAT) {
                return true;
            }
        }
        return false;
    }

    /// What is passed when a region is entered: an upper bound for the instructions on any way that is not checked.
    long need() {
        return shape.size();
    }

    /// Where the block is that begins with that instruction.
    Label label(int index) {
        return labels.get(flow.blocks.indexOf(flow.block(index)));
    }

    void write() {
        code.lload(Locals.PC).lstore(Locals.ADDRESS);
        exits.writePc();
        code.lload(Locals.LEFT).loadConstant(need()).lcmp().iflt(exits.refused());
        enter();
        memory.forget();
        code.goto_(label(shape.indexOf(0)));
        for (Flow.Block block : flow.blocks) {
            write(block);
        }
        exits.write();
    }

    /// Takes over what is in the hart's registers, or leaves.
    void enter() {
        code.aload(Locals.LINKAGE)
                .getfield(Exits.LINKAGE, "x", CD_long.arrayType())
                .astore(Locals.X);
        code.aload(Locals.LINKAGE)
                .getfield(Exits.LINKAGE, "f", CD_long.arrayType())
                .astore(Locals.F);
        code.aload(Locals.LINKAGE).getfield(Exits.LINKAGE, "top", CD_long).lstore(Locals.TOP);
        if (rounds) {
            code.aload(Locals.LINKAGE).getfield(Exits.LINKAGE, "registers", Exits.REGISTERS);
            code.getfield(Exits.REGISTERS, "fcsr", CD_int)
                    .dup()
                    .iconst_1()
                    .iand()
                    .istore(Locals.INEXACT);
            code.loadConstant(ROUNDING_SHIFT).ishr().ifne(exits.refused());
        }
        locals.readAll(exits.refused());
    }

    private void write(Flow.Block block) {
        code.labelBinding(labels.get(flow.blocks.indexOf(block)));
        if (block.head) {
            code.lload(Locals.LEFT).loadConstant(need()).lcmp();
            code.iflt(exits.at(block.dirtyBefore, shape.offsets[block.from], 0));
        }
        code.lload(Locals.LEFT).loadConstant((long) block.size()).lsub().lstore(Locals.LEFT);
        for (int index = block.from; index < block.to; index++) {
            write(block, index);
        }
        control.write(block);
    }

    private void write(Flow.Block block, int index) {
        long word = shape.words[index];
        int operation = Op.operation(word);
        if (Effect.endsBlock(word)) {
            return;
        }
        switch (operation) {
            case Op.LB, Op.LH, Op.LW, Op.LD, Op.LBU, Op.LHU, Op.LWU, Op.FLW, Op.FLD ->
                memory.load(word, undone(block, index));
            case Op.SB, Op.SH, Op.SW, Op.SD, Op.FSW, Op.FSD -> memory.store(word, undone(block, index));
            case Op.FADD_D, Op.FSUB_D, Op.FMUL_D, Op.FMADD_D, Op.FSGNJ_D, Op.FLOAT ->
                floats.write((int) (word >> 32), undone(block, index));
            default -> integers.write(word, shape.offsets[index]);
        }
    }

    /// Where to go when the interpreter has to do an instruction.
    private Label undone(Flow.Block block, int index) {
        return exits.at(block.dirty, shape.offsets[index], block.to - index);
    }
}
