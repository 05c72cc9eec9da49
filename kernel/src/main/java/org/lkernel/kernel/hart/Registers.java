package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.lkernel.kernel.syscall.Context;

/// What a user program sees of a hart: the program counter, the integer and floating-point registers, and `fcsr`.
public final class Registers {
    public static final int COUNT = 32;

    public long pc;

    /// `x[0]` is always zero.
    public final long[] x = new long[COUNT];

    /// Raw bits; a single-precision value is NaN-boxed (RISC-V unprivileged, "NaN Boxing of Narrower Values").
    public final long[] f = new long[COUNT];

    /// The rounding mode in bits 7–5, the accrued exceptions NV DZ OF UF NX in bits 4–0.
    public int fcsr;

    public void copyTo(Registers target) {
        target.pc = pc;
        System.arraycopy(x, 0, target.x, 0, COUNT);
        System.arraycopy(f, 0, target.f, 0, COUNT);
        target.fcsr = fcsr;
    }

    /// Makes them those of a task.
    void load(Context context) {
        context.load(x, f);
        pc = context.pc();
        fcsr = context.fcsr();
    }

    Context context() {
        return new Context(pc, x, f, fcsr);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Registers that
                && pc == that.pc
                && fcsr == that.fcsr
                && Arrays.equals(x, that.x)
                && Arrays.equals(f, that.f);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pc) + 31 * (Arrays.hashCode(x) + 31 * (Arrays.hashCode(f) + 31 * fcsr));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pc %016x fcsr %02x".formatted(pc, fcsr));
        for (int index = 0; index < COUNT; index++) {
            text.append("%n%-3s %016x  %-3s %016x".formatted("x" + index, x[index], "f" + index, f[index]));
        }
        return text.toString();
    }
}
