package org.lkernel.kernel.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.hart.Access;

/// A range of an address space mapped in one way (Linux's VMA): what is there when no page table says so yet.
///
/// @param start first byte, page-aligned
/// @param end past the last byte, page-aligned
/// @param protection [#READ], [#WRITE], [#EXECUTE]
/// @param flags [#SHARED] and the others
/// @param object whose pages these are; null for private anonymous memory
/// @param offset of the first byte in the object
/// @param path for `/proc/PID/maps`
record Area(
        long start,
        long end,
        int protection,
        int flags,
        @Nullable ObjectKey object,
        long offset,
        Bytes path) {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    static final int SHARED = 1;
    static final int GROWS_DOWN = 1 << 1;
    static final int NO_RESERVE = 1 << 2;
    static final int LOCKED = 1 << 3;
    static final int NOT_FORKED = 1 << 4;
    static final int WIPED_ON_FORK = 1 << 5;
    /// A shared mapping of a file opened for reading only: may never become writable.
    static final int NEVER_WRITTEN = 1 << 6;
    static final int NOT_DUMPED = 1 << 7;

    static Area anonymous(long start, long end, int protection, int flags, Bytes path) {
        return new Area(start, end, protection, flags, null, 0, path);
    }

    long length() {
        return end - start;
    }

    long firstPage() {
        return start >>> 12;
    }

    long endPage() {
        return end >>> 12;
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    boolean isPrivate() {
        return !is(SHARED);
    }

    /// The index in the object of the page at an address.
    long indexOf(long address) {
        return (address - start + offset) >>> 12;
    }

    boolean allows(Access access) {
        return switch (access) {
            case READ -> (protection & (READ | WRITE)) != 0;
            case WRITE -> (protection & WRITE) != 0;
            case EXECUTE -> (protection & EXECUTE) != 0;
        };
    }

    /// Private and writable: what overcommitting is about.
    boolean isAccountable() {
        return isPrivate() && (protection & WRITE) != 0 && !is(NO_RESERVE);
    }

    /// The part of it in a range within it.
    Area part(long newStart, long newEnd) {
        long shifted = object == null ? 0 : offset + newStart - start;
        return new Area(newStart, newEnd, protection, flags, object, shifted, path);
    }

    Area withProtection(int newProtection) {
        return new Area(start, end, newProtection, flags, object, offset, path);
    }

    Area withFlags(int newFlags) {
        return new Area(start, end, protection, newFlags, object, offset, path);
    }

    /// The same mapping somewhere else.
    Area movedTo(long newStart) {
        return new Area(newStart, newStart + length(), protection, flags, object, offset, path);
    }

    /// Whether `next`, which begins where this ends, goes on in the same way.
    boolean continuesInto(Area next) {
        return end == next.start
                && protection == next.protection
                && flags == next.flags
                && Objects.equals(object, next.object)
                && (object == null || offset + length() == next.offset)
                && path.equals(next.path);
    }
}
