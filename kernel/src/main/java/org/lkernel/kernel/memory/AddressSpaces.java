package org.lkernel.kernel.memory;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.hart.CodeCache;
import org.lkernel.kernel.hart.TablePool;

/// What harts see of memory: page tables to walk and the host's pages behind them.
///
/// Page-table walks are the one thing that subsystems share: hardware reads the tables without asking, and so do
/// harts. They change nothing by it that a guest, a message or a digest could tell.
public final class AddressSpaces {
    private static final long PAGES = Space.LIMIT >>> 12;

    private final CodeCache code = new CodeCache();
    private volatile MemoryState state;

    AddressSpaces(MemoryState state) {
        this.state = state;
        state.host().watchedBy(code);
    }

    void load(MemoryState loaded) {
        code.keep(loaded.host()::isAt);
        state = loaded;
        loaded.host().watchedBy(code);
    }

    /// The decoded instructions that all harts of the machine share.
    public CodeCache code() {
        return code;
    }

    /// Where harts borrow their tables.
    public TablePool tables() {
        return state.host().tables();
    }

    /// The page-table entry of a page, to be read with [Entry]; 0 when there is none.
    public long walk(int space, long page) {
        Space found = state.space(space);
        return found == null ? 0 : found.pages.at(page);
    }

    /// Wall-clock nanoseconds since 1970 at machine time 0, as a program finds them in the page it is lent.
    public long epochNanos() {
        return state.epochNanos;
    }

    /// Reads memory as a debugger does, faulting nothing in and leaving no trace; false when not all of it is
    /// there.
    public boolean peek(int space, long address, byte[] target) {
        HostPages host = state.host();
        for (int done = 0; done < target.length; ) {
            long from = address + done;
            int inPage = (int) (from & Raw.PAGE_SIZE - 1);
            int part = Math.min(target.length - done, Raw.PAGE_SIZE - inPage);
            long entry = from < 0 || from >= Space.LIMIT ? 0 : walk(space, from >>> 12);
            if (!Entry.isPresent(entry) || !Entry.isReadable(entry)) {
                return false;
            }
            Raw.copy(host.reading(Entry.frame(entry)) + inPage, target, done, part);
            done += part;
        }
        return true;
    }

    /// What is mapped at an address: a path, or what `/proc/PID/maps` says instead; the zeroed rest of a file's
    /// data is the file's. Empty for other memory without a name, and for none.
    public String mapped(int space, long address) {
        Space found = state.space(space);
        Area area = found == null ? null : found.areaAt(address);
        while (found != null && area != null && area.path().isEmpty()) {
            area = found.areaAt(area.start() - 1);
        }
        return area == null ? "" : area.path().toUtf8();
    }

    /// Turns over one bit of memory as radiation does: whoever has that frame sees it, and nobody is told. False
    /// where there is no memory.
    ///
    /// @param bit 0 to 7 of the byte at that address
    public boolean flip(int space, long address, int bit) {
        long entry = address < 0 || address >= Space.LIMIT ? 0 : walk(space, address >>> 12);
        if (!Entry.isPresent(entry)) {
            return false;
        }
        long host = state.host().writing(Entry.frame(entry)) + (address & Raw.PAGE_SIZE - 1);
        Raw.storeByte(host, (byte) (Raw.loadByte(host) ^ 1 << bit));
        return true;
    }

    /// The pages of a space that have memory behind them, by number, in order.
    public long[] present(int space) {
        Space found = state.space(space);
        return found == null
                ? new long[0]
                : LongStream.iterate(
                                found.pages.next(0, PAGES),
                                page -> page < PAGES,
                                page -> found.pages.next(page + 1, PAGES))
                        .filter(page -> Entry.isPresent(found.pages.at(page)))
                        .toArray();
    }

    /// The state a hart's translations belong to; those of another are void.
    MemoryState state() {
        return state;
    }

    @Nullable
    Space space(int id) {
        return state.space(id);
    }
}
