package org.lkernel.kernel.hart;

/// Why a hart stopped running user code. The program counter is left at the instruction that trapped, which has
/// not retired.
public sealed interface Trap {
    SystemCall SYSTEM_CALL = new SystemCall();
    Breakpoint BREAKPOINT = new Breakpoint();
    BudgetSpent BUDGET_SPENT = new BudgetSpent();
    Stopped STOPPED = new Stopped();

    /// `ecall`.
    record SystemCall() implements Trap {}

    /// What forces a signal on the task.
    sealed interface Forced extends Trap {}

    /// `ebreak`.
    record Breakpoint() implements Forced {}

    /// @param word the 16 or 32 bits that mean nothing here
    record IllegalInstruction(long word) implements Forced {}

    /// No right to touch that byte; for an access across two pages it is the first byte that could not be
    /// touched.
    record PageFault(long address, Access access) implements Trap {}

    /// An atomic operation that is not naturally aligned; plain loads and stores are never misaligned.
    record Misaligned(long address, Access access) implements Forced {}

    /// Exactly the budget has retired; the program counter is at the next instruction.
    record BudgetSpent() implements Trap {}

    /// A [Preemption] ends the stay, or pauses it.
    record Stopped() implements Trap {}
}
