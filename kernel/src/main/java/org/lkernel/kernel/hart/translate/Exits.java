package org.lkernel.kernel.hart.translate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.TreeMap;

/// The ways out of a region.
///
/// Each is a jump to a few bytes that say which address is next and how many instructions of the block were counted
/// but not done; what writes the registers back is shared by all ways on which the same ones may be dirty. All of it
/// lies behind the region's own code.
final class Exits {
    static final ClassDesc REGISTERS = ClassDesc.of("org.lkernel.kernel.hart.Registers");
    static final ClassDesc LINKAGE = ClassDesc.of(Linkage.class.getName());
    private static final int COUNT_BITS = 8;

    private record Way(long dirty, int offset, int undone) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byDirty = Long.compare(dirty, other.dirty);
            int byOffset = Integer.compare(offset, other.offset);
            return byDirty != 0 ? byDirty : byOffset != 0 ? byOffset : Integer.compare(undone, other.undone);
        }
    }

    private final CodeBuilder code;
    private final Locals locals;
    private final TreeMap<Way, Label> ways = new TreeMap<>();
    private final TreeMap<Long, Label> jumps = new TreeMap<>();
    private final Label refused;

    Exits(CodeBuilder code, Locals locals) {
        this.code = code;
        this.locals = locals;
        refused = code.newLabel();
    }

    /// Where to go to leave the region.
    ///
    /// @param dirty the registers to be written back
    /// @param offset of what is to be run next
    /// @param undone instructions from there on that were counted already
    Label at(long dirty, int offset, int undone) {
        return ways.computeIfAbsent(new Way(dirty, offset, undone), _ -> code.newLabel());
    }

    /// Where to go with the address of what is next in [Locals#ADDRESS].
    Label jump(long dirty) {
        return jumps.computeIfAbsent(dirty, _ -> code.newLabel());
    }

    /// Where to go when registers and program counter are written already.
    Label refused() {
        return refused;
    }

    void write() {
        TreeMap<Long, Label> shared = new TreeMap<>();
        ways.forEach((way, label) -> {
            code.labelBinding(label)
                    .loadConstant(way.offset << COUNT_BITS | way.undone)
                    .istore(Locals.EXIT);
            code.goto_(shared.computeIfAbsent(way.dirty, _ -> code.newLabel()));
        });
        shared.forEach((dirty, label) -> {
            code.labelBinding(label);
            code.lload(Locals.PC)
                    .iload(Locals.EXIT)
                    .bipush(COUNT_BITS)
                    .ishr()
                    .i2l()
                    .ladd()
                    .lstore(Locals.ADDRESS);
            code.lload(Locals.LEFT)
                    .iload(Locals.EXIT)
                    .sipush((1 << COUNT_BITS) - 1)
                    .iand()
                    .i2l()
                    .ladd();
            code.lstore(Locals.LEFT).goto_(jump(dirty));
        });
        jumps.forEach((dirty, label) -> {
            code.labelBinding(label);
            locals.write(dirty);
            writePc();
            code.lload(Locals.LEFT).lreturn();
        });
        code.labelBinding(refused).lload(Locals.LEFT).lreturn();
    }

    /// Writes the program counter from [Locals#ADDRESS].
    void writePc() {
        code.aload(Locals.LINKAGE).getfield(LINKAGE, "registers", REGISTERS).lload(Locals.ADDRESS);
        code.putfield(REGISTERS, "pc", ConstantDescs.CD_long);
    }
}
