package org.lkernel.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;
import org.lkernel.kernel.Observation;

/// The user-visible registers of a task, as a value: what is saved when it leaves a hart.
///
/// @see "RISC-V unprivileged 2.1, 21.2"
public final class Context implements Digestible {
    private final long pc;
    private final long[] x;
    private final long[] f;
    private final int fcsr;

    /// Copies both register files, 32 words each.
    public Context(long pc, long[] x, long[] f, int fcsr) {
        this.pc = pc;
        this.x = x.clone();
        this.f = f.clone();
        this.fcsr = fcsr;
    }

    public long pc() {
        return pc;
    }

    public long x(int register) {
        return x[register];
    }

    public long f(int register) {
        return f[register];
    }

    public int fcsr() {
        return fcsr;
    }

    /// The registers, each by its name.
    ///
    /// @param whose the task's name among observations
    public List<Observation> observe(String whose) {
        List<Observation> seen = new ArrayList<>();
        seen.add(new Observation("registers", whose + " pc", Long.toHexString(pc)));
        for (int register = 1; register < x.length; register++) {
            seen.add(new Observation("registers", whose + " x" + register, Long.toHexString(x[register])));
        }
        for (int register = 0; register < f.length; register++) {
            seen.add(new Observation("registers", whose + " f" + register, Long.toHexString(f[register])));
        }
        seen.add(new Observation("registers", whose + " fcsr", Integer.toHexString(fcsr)));
        return seen;
    }

    public Context withPc(long newPc) {
        return new Context(newPc, x, f, fcsr);
    }

    public Context withX(int register, long value) {
        long[] changed = x.clone();
        changed[register] = register == 0 ? 0 : value;
        return new Context(pc, changed, f, fcsr);
    }

    /// Writes both register files into the arrays of a hart.
    public void load(long[] integer, long[] floating) {
        System.arraycopy(x, 0, integer, 0, 32);
        System.arraycopy(f, 0, floating, 0, 32);
    }

    @Override
    public void digest(Digest digest) {
        digest.putLong(pc);
        for (int register = 1; register < 32; register++) {
            digest.putLong(x[register]);
        }
        for (long word : f) {
            digest.putLong(word);
        }
        digest.putInt(fcsr);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Context that
                && pc == that.pc
                && fcsr == that.fcsr
                && java.util.Arrays.equals(x, that.x)
                && java.util.Arrays.equals(f, that.f);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pc) * 31 + java.util.Arrays.hashCode(x);
    }

    @Override
    public String toString() {
        return "pc=%x sp=%x a0=%x".formatted(pc, x[2], x[10]);
    }
}
