package org.lkernel.kernel.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.Refill;
import org.lkernel.kernel.hart.Tlb;

/// The walk of one address space's page table on behalf of one hart, which fills the hart's [Tlb].
///
/// An entry gets the right to write only if the page table gives it and the host page belongs to this machine
/// alone; the first write after a fork of the machine copies the page here, which no guest can tell. A page read
/// while its host page is still shared is remembered as *borrowed*: once it was copied, [#settle] takes the stale
/// translation away. Pages that can change under a reader through another mapping are never borrowed, but copied
/// at once.
///
/// The hart calls [#settle] before each run and before it copies something in or out. It answers `Shootdown` and
/// `Forget` by removing from the same `Tlb`.
public final class Mmu implements Refill {
    private static final int BORROWED_AT_FIRST = 32;
    private static final int BORROWED_AT_MOST = 1 << 16;

    private final AddressSpaces spaces;
    private final int hart;
    private final int space;

    private @Nullable MemoryState seen;
    private @Nullable Space table;
    private int forks;
    private int version;
    private long[] borrowedPages = new long[BORROWED_AT_FIRST];
    private int[] borrowedFrames = new int[BORROWED_AT_FIRST];
    private long[] borrowedFrom = new long[BORROWED_AT_FIRST];
    private int borrowed;

    /// @param hart the hart's index
    /// @param space the address space the `Tlb` is for
    public Mmu(AddressSpaces spaces, int hart, int space) {
        this.spaces = spaces;
        this.hart = hart;
        this.space = space;
    }

    /// Takes away what became stale by a load or a fork of the machine, or by a copy of a borrowed page.
    public void settle(Tlb tlb) {
        MemoryState state = spaces.state();
        HostPages host = state.host();
        if (!state.isSame(seen) || host.forks() != forks || borrowed > BORROWED_AT_MOST) {
            tlb.clear();
            seen = state;
            table = spaces.space(space);
            forks = host.forks();
            version = host.version();
            borrowed = 0;
        } else if (host.version() != version) {
            version = host.version();
            giveBack(tlb, host);
        }
    }

    private void giveBack(Tlb tlb, HostPages host) {
        int kept = 0;
        for (int at = 0; at < borrowed; at++) {
            int frame = borrowedFrames[at];
            if (host.holds(frame) && host.reading(frame) == borrowedFrom[at]) {
                remember(kept++, borrowedPages[at], frame, borrowedFrom[at]);
            } else {
                tlb.remove(borrowedPages[at]);
            }
        }
        borrowed = kept;
    }

    @Override
    public boolean refill(Tlb tlb, long address, Access access) {
        if (address < 0 || address >= Space.LIMIT) {
            return false;
        }
        if (seen == null) {
            settle(tlb);
        }
        Space walked = table;
        if (walked == null || walked.isGone()) {
            walked = spaces.space(space);
            table = walked;
        }
        if (walked == null) {
            return false;
        }
        walked.heldBy(hart);
        long entry = walked.pages.at(address >>> 12);
        if (!Entry.isPresent(entry) || !Entry.allows(entry, access)) {
            return false;
        }
        install(tlb, address >>> 12, entry, access);
        return true;
    }

    private void install(Tlb tlb, long page, long entry, Access access) {
        Frames frames = spaces.state().frames;
        HostPages host = frames.host();
        int frame = Entry.frame(entry);
        boolean shared = host.isShared(frame);
        boolean owns = shared && (access == Access.WRITE || frames.isExposed(frame));
        long hostPage = owns ? host.writing(frame) : host.reading(frame);
        boolean borrows = shared && !owns;
        if (borrows) {
            borrow(page, frame, hostPage);
        }
        tlb.install(
                page,
                hostPage,
                Entry.isReadable(entry),
                Entry.isWritable(entry) && !borrows,
                Entry.isExecutable(entry));
    }

    private void borrow(long page, int frame, long hostPage) {
        if (borrowed == borrowedPages.length) {
            borrowedPages = Arrays.copyOf(borrowedPages, 2 * borrowed);
            borrowedFrames = Arrays.copyOf(borrowedFrames, 2 * borrowed);
            borrowedFrom = Arrays.copyOf(borrowedFrom, 2 * borrowed);
        }
        remember(borrowed++, page, frame, hostPage);
    }

    private void remember(int at, long page, int frame, long hostPage) {
        borrowedPages[at] = page;
        borrowedFrames[at] = frame;
        borrowedFrom[at] = hostPage;
    }
}
