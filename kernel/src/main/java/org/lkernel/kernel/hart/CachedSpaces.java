package org.lkernel.kernel.hart;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.memory.Mmu;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.GuestFault;
import org.lkernel.kernel.syscall.GuestMemory;

/// The spaces a hart has run lately, each with its cached translations, and the small accesses the hart makes for
/// its task.
///
/// A cache and no more: what it holds follows from the page tables and the shootdowns that were handled, so it is
/// neither digested nor journaled.
final class CachedSpaces implements GuestMemory, Refill {
    /// How many spaces a hart keeps at once; the one run longest ago makes room.
    private static final int SPACES_MAXIMUM = 32;

    private static final int NOWHERE = 0;
    private static final int PAGE = Raw.PAGE_SIZE;

    /// One space as this hart sees it.
    private record Cached(int space, Tlb tlb, Mmu mmu) {}

    private final AddressSpaces spaces;
    private final int hart;
    private final LinkedHashMap<Integer, Cached> cached = new LinkedHashMap<>(16, 0.75f, true);
    /// Cleared tables, to be used again: making one costs more than clearing it.
    private final ArrayDeque<Tlb> spare = new ArrayDeque<>();

    private Cached current;

    CachedSpaces(AddressSpaces spaces, int hart) {
        this.spaces = spaces;
        this.hart = hart;
        this.current = nowhere(new Tlb(spaces.code()));
    }

    /// A space in which nothing can be reached, which no task has.
    private Cached nowhere(Tlb cleared) {
        return new Cached(NOWHERE, cleared, new Mmu(spaces, hart, NOWHERE));
    }

    /// Makes this space the one that is run; a new one starts empty.
    Tlb use(int wanted) {
        if (wanted != current.space()) {
            if (current.space() == NOWHERE) {
                spare.push(current.tlb());
            }
            current = cached.computeIfAbsent(wanted, this::fresh);
            if (cached.size() > SPACES_MAXIMUM) {
                forget(cached.firstEntry().getKey());
            }
            settle();
        }
        return current.tlb();
    }

    private Cached fresh(int space) {
        return new Cached(space, spare.isEmpty() ? new Tlb(spaces.code()) : spare.pop(), new Mmu(spaces, hart, space));
    }

    /// The translations of the space that is run, or of none.
    Tlb tlb() {
        return current.tlb();
    }

    /// Takes away what a fork or a load of the machine has made stale; before anything is reached through it.
    void settle() {
        current.mmu().settle(current.tlb());
    }

    /// Drops a space; if it is the one being run its task is about to leave it, and finds nothing in it.
    void forget(int gone) {
        Cached dropped = cached.remove(gone);
        if (dropped == null) {
            return;
        }
        dropped.tlb().clear();
        if (dropped.space() == current.space()) {
            current = nowhere(dropped.tlb());
        } else {
            spare.push(dropped.tlb());
        }
    }

    /// Drops the page of an address that is about to fault, so that the owner of the page table need not ask for
    /// it.
    void drop(long address) {
        if (address >= 0 && address < Tlb.ADDRESS_LIMIT) {
            current.tlb().remove(address >>> 12);
        }
    }

    void forgetAll() {
        for (Integer each : List.copyOf(cached.keySet())) {
            forget(each);
        }
    }

    void shoot(Hart.Shootdown shootdown) {
        Cached hit = cached.get(shootdown.space());
        if (hit == null) {
            return;
        }
        if (shootdown.writesOnly()) {
            hit.tlb().removeWrites(shootdown.firstPage(), shootdown.pages());
        } else {
            hit.tlb().removeRange(shootdown.firstPage(), shootdown.pages());
        }
    }

    @Override
    public boolean refill(Tlb tlb, long address, Access access) {
        return current.mmu().refill(tlb, address, access);
    }

    @Override
    public void load(long address, byte[] target, int offset, int length) {
        settle();
        for (int done = 0; done < length; ) {
            long from = address + done;
            int part = Math.min(length - done, PAGE - (int) (from & PAGE - 1));
            Raw.copy(host(from, Access.READ), target, offset + done, part);
            done += part;
        }
    }

    @Override
    public void store(long address, byte[] source, int offset, int length) {
        settle();
        for (int done = 0; done < length; ) {
            long to = address + done;
            int part = Math.min(length - done, PAGE - (int) (to & PAGE - 1));
            long host = host(to, Access.WRITE);
            spaces.code().invalidate(host & -PAGE);
            Raw.copy(source, offset + done, host, part);
            done += part;
        }
    }

    /// Puts the results of a call where its task wants them, in order.
    void store(Iterable<CopyOut> outs) {
        for (CopyOut out : outs) {
            byte[] content = out.content().toArray();
            store(out.address(), content, 0, content.length);
        }
    }

    private long host(long address, Access access) {
        long host = current.tlb().translate(address, access);
        if (host == 0 && refill(current.tlb(), address, access)) {
            host = current.tlb().translate(address, access);
        }
        if (host == 0) {
            throw new GuestFault(address, access == Access.WRITE);
        }
        return host;
    }
}
