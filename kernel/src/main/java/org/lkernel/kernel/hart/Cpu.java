package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;

/// One RISC-V hart in user mode: RV64GC with Zba, Zbb and Zbs, over the translations of a [Tlb].
///
/// What it does depends on nothing but its registers, its [Translations], memory, and the two functions it is given.
/// Everything it remembers besides — decoded instructions, addresses of the host — can be dropped at any time
/// without changing what a program sees.
public final class Cpu {
    private final Registers registers = new Registers();
    private final Points points;
    private final Bus bus;
    private final Atomics atomics;
    private final Engine engine;

    public Cpu(Tlb tlb, Refill refill, TimeSource time) {
        this(tlb, refill, time, Preemption.NONE, 0);
    }

    /// @param preemption who may stop it before an instruction
    /// @param hart what that one calls it
    Cpu(Tlb tlb, Refill refill, TimeSource time, Preemption preemption, int hart) {
        points = new Points(preemption, hart, registers);
        bus = new Bus(tlb, refill);
        atomics = new Atomics(bus);
        engine = new Engine(registers, bus, new SlowPath(registers, bus, atomics, time), points);
    }

    Points points() {
        return points;
    }

    public Registers registers() {
        return registers;
    }

    /// Instructions retired since this hart began, over all programs.
    public long retired() {
        return engine.retired();
    }

    /// Sets the count when a saved hart is put back.
    public void restoreRetired(long count) {
        engine.restoreRetired(count);
    }

    /// The reservation that holds, or null.
    @Nullable
    Reservation reservation() {
        return atomics.reservation();
    }

    /// Puts back what [#reservation] gave.
    void restore(@Nullable Reservation reservation) {
        atomics.restore(reservation);
    }

    /// Switches to another address space.
    public void useTlb(Tlb tlb) {
        bus.use(tlb);
    }

    public Tlb tlb() {
        return bus.tlb();
    }

    /// Runs until a trap, or until exactly `budget` further instructions have retired. Begins without a
    /// reservation.
    public Trap run(long budget) {
        atomics.dropReservation();
        return resume(budget);
    }

    /// Goes on after [Trap.BudgetSpent] as though the hart had never paused: the reservation of an `lr` still
    /// holds.
    public Trap resume(long budget) {
        if (budget < 0) {
            throw new IllegalArgumentException("a budget of " + budget + " instructions");
        }
        return engine.run(budget);
    }
}
