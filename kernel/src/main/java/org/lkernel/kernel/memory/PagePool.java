package org.lkernel.kernel.memory;

import java.util.Arrays;
import org.lkernel.kernel.hart.TablePool;

/// The host's memory that the frames of one machine, and of every machine forked from it, are made of.
///
/// Pages are carved from slabs and used again. When the last machine is closed every slab goes back to the host,
/// at once and by name: nothing waits for a garbage collector.
public final class PagePool {
    private static final int SLAB_PAGES = 64;

    private final TablePool tables = new TablePool();
    private long[] slabs = new long[16];
    private int slabCount;
    private long[] free = new long[256];
    private int freeCount;
    private int machines;

    /// Pages in use, by any machine of the family.
    public synchronized int live() {
        return slabCount * SLAB_PAGES - freeCount;
    }

    /// How many machines are open.
    public synchronized int machines() {
        return machines;
    }

    /// The tables of the harts of these machines.
    public TablePool tables() {
        return tables;
    }

    synchronized void join() {
        machines++;
        tables.open();
    }

    synchronized void leave() {
        machines--;
        if (machines == 0) {
            if (live() != 0) {
                throw new IllegalStateException(live() + " host pages outlive their machines");
            }
            for (int slab = 0; slab < slabCount; slab++) {
                Raw.freePages(slabs[slab]);
            }
            slabCount = 0;
            freeCount = 0;
            tables.close();
        }
    }

    /// The address of a page of arbitrary content, or 0 when the host has none left.
    synchronized long take() {
        if (freeCount == 0 && !grow()) {
            return 0;
        }
        return free[--freeCount];
    }

    synchronized void give(long page) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = page;
    }

    private boolean grow() {
        long slab;
        try {
            slab = Raw.allocatePages(SLAB_PAGES);
        } catch (OutOfMemoryError none) {
            return false;
        }
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, 2 * slabCount);
        }
        slabs[slabCount++] = slab;
        for (int page = SLAB_PAGES - 1; page >= 0; page--) {
            give(slab + (long) page * Raw.PAGE_SIZE);
        }
        return true;
    }
}
