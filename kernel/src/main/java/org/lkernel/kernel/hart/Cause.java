package org.lkernel.kernel.hart;

/// Why an instruction cannot go on, in the terms of the signal its task gets: `sigaction(2)`, "The siginfo_t
/// argument".
record Cause(int signal, int code, long address) {
    private static final int SIGILL = 4;
    private static final int ILL_ILLOPC = 1;
    private static final int SIGTRAP = 5;
    private static final int TRAP_BRKPT = 1;
    private static final int SIGBUS = 7;
    private static final int BUS_ADRALN = 1;
    private static final int SIGSEGV = 11;
    /// `si_code` of a signal the kernel itself forces: its handler is not run.
    private static final int SI_KERNEL = 128;

    /// @param pc of the instruction that trapped
    static Cause of(Trap.Forced trap, long pc) {
        return switch (trap) {
            case Trap.Breakpoint() -> new Cause(SIGTRAP, TRAP_BRKPT, pc);
            case Trap.IllegalInstruction _ -> new Cause(SIGILL, ILL_ILLOPC, pc);
            case Trap.Misaligned misaligned -> new Cause(SIGBUS, BUS_ADRALN, misaligned.address());
        };
    }

    /// The frame of a signal handler cannot be stored there.
    static Cause noFrame(long address) {
        return new Cause(SIGSEGV, SI_KERNEL, address);
    }
}
