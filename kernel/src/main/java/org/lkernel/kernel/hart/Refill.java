package org.lkernel.kernel.hart;

/// The walk of the page table after a miss in the [Tlb].
@FunctionalInterface
public interface Refill {
    /// Installs the page of `address` and returns true when the page table has it with that right; otherwise the
    /// access is a page fault. It installs only: entries are removed between runs of the hart, never by a walk.
    boolean refill(Tlb tlb, long address, Access access);
}
