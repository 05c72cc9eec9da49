package org.lkernel.kernel.hart;

/// One RISC-V hart in user mode: RV64GC with Zba, Zbb and Zbs, over the translations of a [Tlb].
public final class Cpu {
    private final Registers registers = new Registers();
    private final Refill refill;
    private final TimeSource time;
    private Tlb tlb;
    private long retired;

    public Cpu(Tlb tlb, Refill refill, TimeSource time) {
        this.tlb = tlb;
        this.refill = refill;
        this.time = time;
    }

    public Registers registers() {
        return registers;
    }

    /// Instructions retired since this hart began, over all programs.
    public long retired() {
        return retired;
    }

    /// Sets the count when a saved hart is put back.
    public void restoreRetired(long count) {
        retired = count;
    }

    /// Switches to another address space.
    public void useTlb(Tlb other) {
        tlb = other;
    }

    /// Runs until a trap, or until exactly `budget` further instructions have retired. Begins without a reservation.
    public Trap run(long budget) {
        throw new UnsupportedOperationException("skeleton: " + refill + time + tlb + budget);
    }

    /// Goes on after [Trap.BudgetSpent] as though the hart had never paused: the reservation of an `lr` still holds.
    public Trap resume(long budget) {
        return run(budget);
    }

    /// The kernel or another hart wrote to that page of the host's memory: forget what was decoded from it.
    public void invalidate(long hostPage) {
        throw new UnsupportedOperationException("skeleton: " + hostPage);
    }
}
