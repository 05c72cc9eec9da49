package org.lkernel.kernel.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.Refill;
import org.lkernel.kernel.hart.Tlb;

/// The walk of one address space's page table on behalf of one hart, and the way from frames to the host's pages:
/// what fills the hart's [Tlb].
///
/// What was walked is kept until the hart is told to let go of it, whether or not the page table has changed
/// since, and its frame is kept as long. The host's page is shown for writing only if it belongs to this machine
/// alone; the first write after a fork of the machine copies it here, which no guest can tell. A page that is
/// shown for reading while its host page is still shared is remembered as *borrowed*: once that was copied,
/// [#settle] hides it. Pages that can change under a reader through another mapping are never borrowed, but
/// copied at once.
///
/// The hart calls [#settle] before each run and before it copies something in or out. It answers `Shootdown` and
/// `Forget` by removing from the same `Tlb`.
public final class Mmu implements Refill {
    private static final int OFFSET = Raw.PAGE_SIZE - 1;
    private static final int BORROWED_AT_FIRST = 16;
    private static final int BORROWED_AT_MOST = 1 << 16;

    private final AddressSpaces spaces;
    private final int hart;
    private final int space;

    private @Nullable MemoryState seen;
    private @Nullable Space table;
    private int forks;
    private int version;
    private long[] borrowedPages = {};
    private int[] borrowedFrames = {};
    private long[] borrowedFrom = {};
    private int borrowed;

    /// @param hart the hart's index
    /// @param space the address space the `Tlb` is for
    public Mmu(AddressSpaces spaces, int hart, int space) {
        this.spaces = spaces;
        this.hart = hart;
        this.space = space;
    }

    /// Hides what became stale by a load or a fork of the machine, or by a copy of a borrowed page.
    public void settle(Tlb tlb) {
        MemoryState state = spaces.state();
        HostPages host = state.host();
        if (!state.isSame(seen) || host.forks() != forks || borrowed > BORROWED_AT_MOST) {
            tlb.hideAll();
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
                tlb.hide(borrowedPages[at]);
            }
        }
        borrowed = kept;
    }

    @Override
    public long refill(Tlb tlb, long address, Access access) {
        int frame = find(tlb, address, access);
        return frame < 0 ? 0 : show(tlb, address >>> 12, frame, access) | (address & OFFSET);
    }

    /// The frame behind an address, if that access is allowed; else -1. Nothing is shown of it.
    public int find(Tlb tlb, long address, Access access) {
        if (address < 0 || address >= Space.LIMIT) {
            return -1;
        }
        if (seen == null) {
            settle(tlb);
        }
        int frame = tlb.frame(address, access);
        return frame < 0 ? walk(tlb, address >>> 12, access) : frame;
    }

    /// Where the host has what is at an address, for this one access: the next one is to ask again.
    ///
    /// @param frame that was found there
    public long glance(Tlb tlb, long address, int frame, Access access) {
        boolean owns = owns(frame, access);
        long hostPage = hostPage(frame, owns);
        if (owns) {
            settle(tlb);
        }
        return hostPage | (address & OFFSET);
    }

    /// Installs what the page table has if that allows the access; returns its frame, or -1.
    private int walk(Tlb tlb, long page, Access access) {
        Space walked = table;
        if (walked == null || walked.isGone()) {
            walked = spaces.space(space);
            table = walked;
        }
        if (walked == null) {
            return -1;
        }
        walked.heldBy(hart);
        long entry = walked.pages.at(page);
        if (!Entry.isPresent(entry) || !Entry.allows(entry, access)) {
            return -1;
        }
        int frame = Entry.frame(entry);
        tlb.install(page, frame, Entry.isReadable(entry), Entry.isWritable(entry), Entry.isExecutable(entry));
        return frame;
    }

    /// Shows the host's page behind a frame, and returns it.
    private long show(Tlb tlb, long page, int frame, Access access) {
        boolean shared = spaces.state().frames.host().isShared(frame);
        boolean owns = owns(frame, access);
        long hostPage = hostPage(frame, owns);
        if (owns) {
            settle(tlb);
        } else if (shared) {
            borrow(page, frame, hostPage);
        }
        tlb.show(page, hostPage, owns || !shared);
        return hostPage;
    }

    /// Whether a page that machines share has to become this one's own.
    private boolean owns(int frame, Access access) {
        Frames frames = spaces.state().frames;
        return frames.host().isShared(frame) && (access == Access.WRITE || frames.isExposed(frame));
    }

    private long hostPage(int frame, boolean owns) {
        HostPages host = spaces.state().frames.host();
        return owns ? host.writing(frame) : host.reading(frame);
    }

    private void borrow(long page, int frame, long hostPage) {
        if (borrowed == borrowedPages.length) {
            int room = Math.max(BORROWED_AT_FIRST, 2 * borrowed);
            borrowedPages = Arrays.copyOf(borrowedPages, room);
            borrowedFrames = Arrays.copyOf(borrowedFrames, room);
            borrowedFrom = Arrays.copyOf(borrowedFrom, room);
        }
        remember(borrowed++, page, frame, hostPage);
    }

    private void remember(int at, long page, int frame, long hostPage) {
        borrowedPages[at] = page;
        borrowedFrames[at] = frame;
        borrowedFrom[at] = hostPage;
    }
}
