package org.lkernel.kernel.hart;

/// The page-table walk of every address space, as `Memory` lends it to the harts: the one read that is shared, not sent.
public interface Walker {
    /// Installs the page of `address` in the hart's translations of that space, if the page table grants the access.
    boolean refill(int space, int hart, Tlb tlb, long address, Access access);
}
