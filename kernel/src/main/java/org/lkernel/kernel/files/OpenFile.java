package org.lkernel.kernel.files;

/// An open file description: what descriptors that were duplicated or inherited share.
///
/// @param references descriptors, and parked calls, that use it
/// @param flags access mode and status flags of `open(2)`
/// @param parent and `name`: how it was found, for `/proc/PID/fd`
/// @param owner of `F_SETOWN`: a process, or a group when negative
record OpenFile(
        long id,
        int references,
        int flags,
        Place place,
        long parent,
        String name,
        long offset,
        int owner,
        Opened opened) {
    boolean readable() {
        return OpenFlags.readable(flags);
    }

    boolean writable() {
        return OpenFlags.writable(flags);
    }

    boolean nonBlocking() {
        return (flags & OpenFlags.NON_BLOCKING) != 0;
    }

    boolean isPath() {
        return (flags & OpenFlags.PATH) != 0;
    }

    OpenFile withReferences(int changed) {
        return new OpenFile(id, changed, flags, place, parent, name, offset, owner, opened);
    }

    OpenFile withFlags(int changed) {
        return new OpenFile(id, references, changed, place, parent, name, offset, owner, opened);
    }

    OpenFile withOffset(long changed) {
        return new OpenFile(id, references, flags, place, parent, name, changed, owner, opened);
    }

    OpenFile withOwner(int changed) {
        return new OpenFile(id, references, flags, place, parent, name, offset, changed, opened);
    }

    OpenFile withOpened(Opened changed) {
        return new OpenFile(id, references, flags, place, parent, name, offset, owner, changed);
    }
}
