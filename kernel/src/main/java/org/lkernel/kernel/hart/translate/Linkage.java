package org.lkernel.kernel.hart.translate;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.Registers;

/// What the code of regions reaches of the hart that runs it.
public final class Linkage {
    /// How deep regions call one another; a call beyond leaves all of them.
    static final int DEEPEST = 96;

    final Registers registers;
    final long[] x;
    final long[] f;
    /// The upper table of the space that is run.
    long top;

    private Entries entries = Entries.NONE;

    public Linkage(Registers registers) {
        this.registers = registers;
        x = registers.x;
        f = registers.f;
    }

    /// Goes by the tables of the space that is run.
    public void use(Entries others, long upperTable) {
        entries = others;
        top = upperTable;
    }

    /// The region that begins at that address and may be entered there, or null.
    public @Nullable Region find(long pc) {
        return entries.find(pc);
    }
}
