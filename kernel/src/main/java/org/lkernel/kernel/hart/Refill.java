package org.lkernel.kernel.hart;

/// What a hart asks when its [Tlb] shows no address of the host for an access.
@FunctionalInterface
public interface Refill {
    /// The host address that a guest address stands for, or 0 when the access is a page fault.
    ///
    /// A translation that allows the access answers by its frame, whatever the page table says by now; only where
    /// there is none the page table is walked, and what it allows installed. Either way the page is shown in the
    /// `Tlb` as far as that may be; not at all where a [Preemption] hides it.
    long refill(Tlb tlb, long address, Access access);
}
