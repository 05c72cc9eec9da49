package org.lkernel.kernel.files;

/// One end of a connected pair of local sockets, `unix(7)`: what its peer sent is a pipe's content on its way.
///
/// @param type `SOCK_STREAM` 1, `SOCK_DGRAM` 2, `SOCK_SEQPACKET` 5
/// @param peer the other end, 0 when there is none
/// @param incoming what waits to be read here
/// @param readShut and `writeShut` by `shutdown(2)`
record UnixSocket(long id, long inode, int type, long peer, org.pcollections.TreePVector<org.lkernel.kernel.Bytes> incoming, int size, boolean readShut, boolean writeShut) {
    static final int CAPACITY = 212992;

    static UnixSocket fresh(long id, long inode, int type, long peer) {
        return new UnixSocket(id, inode, type, peer, org.pcollections.TreePVector.empty(), 0, false, false);
    }

    boolean isStream() {
        return type == 1;
    }

    UnixSocket withPeer(long changed) {
        return new UnixSocket(id, inode, type, changed, incoming, size, readShut, writeShut);
    }

    UnixSocket withIncoming(org.pcollections.TreePVector<org.lkernel.kernel.Bytes> changed, int newSize) {
        return new UnixSocket(id, inode, type, peer, changed, newSize, readShut, writeShut);
    }

    UnixSocket shut(boolean read, boolean write) {
        return new UnixSocket(id, inode, type, peer, incoming, size, readShut || read, writeShut || write);
    }
}
