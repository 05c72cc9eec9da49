package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Struct;

/// Where a file has data and where it has holes: `SEEK_DATA` and `SEEK_HOLE` of `lseek(2)`, `st_blocks`.
///
/// A page is data when it is in memory, whatever it holds, or when it comes from elsewhere; the pages that come from
/// elsewhere are always the first ones of an object.
final class Extents {
    private static final long PAGE = Raw.PAGE_SIZE;

    private final MemoryState state;

    Extents(MemoryState state) {
        this.state = state;
    }

    void extent(Attempt attempt, Memory.Extent extent) {
        MemoryObject object = state.object(extent.object());
        long index = extent.offset() / PAGE;
        long found = extent.hole() ? hole(extent, object, index) : data(extent, object, index);
        answer(attempt, extent.call(), found >= Long.MAX_VALUE / PAGE ? Long.MAX_VALUE : found * PAGE, extent.offset());
    }

    void occupied(Attempt attempt, Memory.Occupied occupied) {
        MemoryObject object = state.object(occupied.object());
        long pages = object == null ? 0 : Math.min(prefix(object), object.endIndex());
        if (object != null) {
            for (long at = object.pages.next(pages, Long.MAX_VALUE);
                    at < object.endIndex();
                    at = object.pages.next(at + 1, Long.MAX_VALUE)) {
                pages++;
            }
        }
        answer(attempt, occupied.call(), pages, 0);
    }

    private static long data(Memory.Extent extent, @Nullable MemoryObject object, long index) {
        if (object == null) {
            return isPaged(extent) ? index : Long.MAX_VALUE;
        }
        return index < prefix(object) ? index : object.pages.next(index, Long.MAX_VALUE);
    }

    private static long hole(Memory.Extent extent, @Nullable MemoryObject object, long index) {
        if (object == null) {
            return isPaged(extent) ? Long.MAX_VALUE : index;
        }
        long at = Math.max(index, prefix(object));
        while (at < object.endIndex() && object.pages.at(at) != 0) {
            at++;
        }
        return at;
    }

    private static boolean isPaged(Memory.Extent extent) {
        return extent.object().backing() == ObjectKey.Backing.PAGED;
    }

    /// One past the last page that comes from elsewhere.
    private static long prefix(MemoryObject object) {
        long origin = object.origin == null ? 0 : pages(object.originSize);
        if (!object.isPaged()) {
            return origin;
        }
        return Math.max(origin, object.backedSize == null ? object.endIndex() : pages(object.backedSize));
    }

    private static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE;
    }

    private static void answer(Attempt attempt, Call call, long number, long atLeast) {
        byte[] content = new byte[Long.BYTES];
        Struct.store(content, 0, Long.BYTES, Math.max(number, atLeast));
        attempt.outbox().send(Port.FILES, new Files.Described(call, Bytes.wrap(content)));
    }
}
