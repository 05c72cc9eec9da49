package org.lkernel.kernel.hart;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.syscall.GuestFault;
import org.lkernel.kernel.syscall.GuestMemory;

/// A hart's cached translations of every space it has run, and the small accesses it makes on its task's behalf.
///
/// A cache and no more: what it holds follows from the page tables and the shootdowns that were handled, so it is neither
/// digested nor journaled.
final class Translations implements GuestMemory, Refill {
    /// How many spaces a hart keeps at once; the one run longest ago makes room.
    private static final int SPACES_MAXIMUM = 32;

    private static final int PAGE = Raw.PAGE_SIZE;

    private final Walker walker;
    private final int hart;
    private final LinkedHashMap<Integer, Tlb> spaces = new LinkedHashMap<>(16, 0.75f, true);
    /// Cleared tables, to be used again: making one costs more than clearing it.
    private final ArrayDeque<Tlb> spare = new ArrayDeque<>();

    private int space;
    private Tlb current = new Tlb();

    Translations(Walker walker, int hart) {
        this.walker = walker;
        this.hart = hart;
    }

    /// Makes this space the one that is run; a new one starts empty.
    Tlb use(int wanted) {
        if (wanted != space) {
            space = wanted;
            current = spaces.computeIfAbsent(wanted, ignored -> spare.isEmpty() ? new Tlb() : spare.pop());
            if (spaces.size() > SPACES_MAXIMUM) {
                forget(spaces.firstEntry().getKey());
            }
        }
        return current;
    }

    /// Drops a space; if it is the one being run its task is about to leave it, and finds nothing in it.
    void forget(int gone) {
        Tlb tlb = spaces.remove(gone);
        if (tlb == null) {
            return;
        }
        tlb.clear();
        if (tlb == current) {
            space = 0;
            current = new Tlb();
        }
        spare.push(tlb);
    }

    void forgetAll() {
        for (Integer each : List.copyOf(spaces.keySet())) {
            forget(each);
        }
    }

    void shoot(Hart.Shootdown shootdown) {
        Tlb tlb = spaces.get(shootdown.space());
        if (tlb == null) {
            return;
        }
        if (shootdown.writesOnly()) {
            tlb.removeWrites(shootdown.firstPage(), shootdown.pages());
        } else {
            tlb.removeRange(shootdown.firstPage(), shootdown.pages());
        }
    }

    @Override
    public boolean refill(Tlb tlb, long address, Access access) {
        return walker.refill(space, hart, tlb, address, access);
    }

    @Override
    public void load(long address, byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            long from = address + done;
            int part = Math.min(length - done, PAGE - (int) (from & PAGE - 1));
            Raw.copy(host(from, Access.READ), target, offset + done, part);
            done += part;
        }
    }

    @Override
    public void store(long address, byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            long to = address + done;
            int part = Math.min(length - done, PAGE - (int) (to & PAGE - 1));
            Raw.copy(source, offset + done, host(to, Access.WRITE), part);
            done += part;
        }
    }

    private long host(long address, Access access) {
        long host = current.translate(address, access);
        if (host == 0 && refill(current, address, access)) {
            host = current.translate(address, access);
        }
        if (host == 0) {
            throw new GuestFault(address, access == Access.WRITE);
        }
        return host;
    }
}
