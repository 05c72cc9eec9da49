package org.lkernel.kernel.hart;

import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.memory.Mmu;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.GuestFault;
import org.lkernel.kernel.syscall.GuestMemory;

/// The spaces a hart has run lately, and the small accesses the hart makes for its task.
///
/// [HeldSpaces] is what it knows of them, and part of its state; beside it is here what is shown of that, which
/// follows from it and from the frames, and can be dropped and made again at any time.
final class CachedSpaces implements GuestMemory, Refill {
    private static final int PAGE = Raw.PAGE_SIZE;

    /// What is shown of one space.
    private record Cached(int space, Tlb tlb, Mmu mmu) {}

    private final AddressSpaces spaces;
    private final int hart;
    private final Preemption preemption;
    private final boolean watched;
    private final TreeMap<Integer, Cached> cached = new TreeMap<>();
    /// What was shown of spaces that were forgotten, to be used again.
    private final ArrayDeque<Tlb> spare = new ArrayDeque<>();
    /// A space in which nothing can be reached, which no task has.
    private final Cached nowhere;

    private HeldSpaces held = new HeldSpaces();
    private Cached current;

    CachedSpaces(AddressSpaces spaces, int hart, Preemption preemption) {
        this.spaces = spaces;
        this.hart = hart;
        this.preemption = preemption;
        watched = preemption.looksOn();
        nowhere = fresh(HeldSpaces.NONE);
        current = nowhere;
    }

    private Cached fresh(int space) {
        Tlb tlb = spare.isEmpty() ? new Tlb(spaces.code(), spaces.tables()) : spare.pop();
        return new Cached(space, tlb, new Mmu(spaces, hart, space));
    }

    /// Goes by what another state holds.
    ///
    /// @param space the one that is run, if it is held
    void load(HeldSpaces loaded, int space) {
        cached.values().forEach(each -> retire(each.tlb()));
        cached.clear();
        held = loaded;
        Cached found = find(space);
        current = found == null ? nowhere : found;
    }

    private void retire(Tlb tlb) {
        tlb.release();
        spare.push(tlb);
    }

    /// Gives back what is held outside the heap.
    void close() {
        load(new HeldSpaces(), HeldSpaces.NONE);
    }

    private @Nullable Cached find(int space) {
        Translations translations = held.find(space);
        return translations == null ? null : cached(space, translations);
    }

    private Cached cached(int space, Translations translations) {
        Cached found = cached.get(space);
        if (found == null) {
            found = fresh(space);
            found.tlb().use(translations);
            cached.put(space, found);
        }
        return found;
    }

    /// The space that is run.
    Tlb current() {
        return current.tlb();
    }

    /// Makes this space the one that is run; of a new one nothing is held.
    Tlb use(int wanted) {
        if (wanted != current.space()) {
            forget(held.leaver(wanted));
            current = cached(wanted, held.use(wanted));
            settle();
        }
        return current.tlb();
    }

    /// Hides what a fork or a load of the machine has made stale; before anything is reached through it.
    void settle() {
        current.mmu().settle(current.tlb());
    }

    /// Drops a space; if it is the one being run its task is about to leave it, and finds nothing in it.
    void forget(int gone) {
        held.forget(gone);
        Cached dropped = cached.remove(gone);
        if (dropped != null) {
            retire(dropped.tlb());
        }
        if (gone == current.space()) {
            current = nowhere;
        }
    }

    /// Drops the page of an address that is about to fault, so that the owner of the page table need not ask for
    /// it.
    void drop(long address) {
        if (address >= 0 && address < Tlb.ADDRESS_LIMIT) {
            current.tlb().remove(address >>> 12);
        }
    }

    void shoot(Hart.Shootdown shootdown) {
        Cached hit = find(shootdown.space());
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
    public long refill(Tlb tlb, long address, Access access) {
        return watched ? refillWatched(tlb, address, access) : current.mmu().refill(tlb, address, access);
    }

    /// What is watched is not shown at all: to show it, and to hide it again, at every access would cost more
    /// than the access.
    private long refillWatched(Tlb tlb, long address, Access access) {
        int frame = current.mmu().find(tlb, address, access);
        if (frame < 0) {
            return 0;
        } else if (!preemption.hides(hart, address, frame, access)) {
            return current.mmu().refill(tlb, address, access);
        } else if (tlb.translate(address, Access.READ) != 0) {
            tlb.hide(address >>> Tlb.PAGE_BITS);
        }
        return current.mmu().glance(tlb, address, frame, access);
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
        if (host == 0) {
            host = refill(current.tlb(), address, access);
        }
        if (host == 0) {
            throw new GuestFault(address, access == Access.WRITE);
        }
        return host;
    }
}
