package org.lkernel.kernel.hart.translate;

/// The compiled code of a region: guest instructions with one entry, as one method of the host's.
///
/// It holds no state and knows no address, so one serves every hart, process and machine that runs the same
/// instructions.
public abstract class Region {
    /// Runs from the entry until the region is left, or until fewer instructions remain than its longest way to the
    /// next check. Whatever an instruction here cannot do without asking, it leaves undone for the interpreter.
    ///
    /// The registers and the program counter are then in the linkage's [org.lkernel.kernel.hart.Registers].
    ///
    /// @param pc the address at which the region's entry is
    /// @param left how many instructions may retire
    /// @param depth how many regions have called one another
    /// @return how many may still retire; `left` itself if not even one instruction was possible
    public abstract long run(Linkage linkage, long pc, long left, int depth);
}
