package org.lkernel.kernel.hart;

import java.util.Arrays;
import org.lkernel.kernel.memory.Raw;

/// Cleared tables for the [Tlb]s of a family of machines.
///
/// A hart takes tables when it first runs in a space and gives them back when its machine is closed; once the family
/// has no machine any more they go back to the host, at once and by name.
public final class TablePool {
    /// Spare tables beyond these are given back to the host.
    private static final int TOPS = 64;

    private static final int LEAVES = 512;

    private final long[] tops = new long[TOPS];
    private final long[] leaves = new long[LEAVES];
    private int topCount;
    private int leafCount;
    private int lent;
    private boolean closed;

    /// Tables in use, by any hart of the family.
    public synchronized int lent() {
        return lent;
    }

    synchronized long takeTop() {
        lent++;
        if (topCount > 0) {
            return tops[--topCount];
        }
        long top = Raw.allocatePages(Tlb.TOP_BYTES / Raw.PAGE_SIZE);
        Tlb.clearTop(top);
        return top;
    }

    /// Takes back a table whose every entry is the empty leaf.
    synchronized void giveTop(long top) {
        lent--;
        if (closed || topCount == TOPS) {
            Raw.freePages(top);
        } else {
            tops[topCount++] = top;
        }
    }

    synchronized long takeLeaf() {
        lent++;
        return leafCount > 0 ? leaves[--leafCount] : Raw.allocatePages(Tlb.LEAF_BYTES / Raw.PAGE_SIZE);
    }

    /// Takes back a table whose every entry is zero.
    synchronized void giveLeaf(long leaf) {
        lent--;
        if (closed || leafCount == LEAVES) {
            Raw.freePages(leaf);
        } else {
            leaves[leafCount++] = leaf;
        }
    }

    /// The family has a machine.
    public synchronized void open() {
        closed = false;
    }

    /// The family has none any more: what is given back from now on goes to the host.
    public synchronized void close() {
        closed = true;
        Arrays.stream(tops, 0, topCount).forEach(Raw::freePages);
        Arrays.stream(leaves, 0, leafCount).forEach(Raw::freePages);
        topCount = 0;
        leafCount = 0;
    }
}
