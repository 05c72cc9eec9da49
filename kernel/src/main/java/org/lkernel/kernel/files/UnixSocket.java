package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.pcollections.TreePVector;

/// A local socket, `unix(7)`: whom it talks to, and what waits to be read here.
///
/// @param type `SOCK_STREAM` 1, `SOCK_DGRAM` 2, `SOCK_SEQPACKET` 5
/// @param peer where what is written goes, 0 when it is not connected
/// @param name the address it is bound to, as behind the family: a path, or NUL and an abstract name; empty for
/// none
/// @param backlog how many may wait to be accepted, -1 when it does not listen
/// @param pending the sockets made for those who connected, in order
/// @param process and `user` and `group` of who made it, for `SO_PEERCRED`
record UnixSocket(
        long id,
        long inode,
        int type,
        long peer,
        TreePVector<Packet> incoming,
        int size,
        boolean readShut,
        boolean writeShut,
        Bytes name,
        int backlog,
        TreePVector<Long> pending,
        int process,
        int user,
        int group) {
    /// What may wait at a receiver; less when there are very many.
    static final int CAPACITY = 212992;

    static final int CAPACITY_LEAST = 8192;
    static final int STREAM = 1;
    static final int DATAGRAM = 2;

    /// What was sent at once, and by whom.
    ///
    /// @param rights the descriptions sent along (`SCM_RIGHTS`), each kept open meanwhile
    record Packet(Bytes content, Bytes sender, List<Long> rights) {
        static final Packet END = new Packet(Bytes.EMPTY, Bytes.EMPTY, List.of());

        @SuppressWarnings("ConstantValue") // snapshots from before rights were sent have none
        Packet {
            rights = rights == null ? List.of() : rights;
        }

        /// What it costs beside its bytes.
        long overhead() {
            return Ledger.PACKET + (long) Ledger.DESCRIPTOR * rights.size();
        }
    }

    static UnixSocket fresh(long id, long inode, int type, int process, int user, int group) {
        return new UnixSocket(
                id,
                inode,
                type,
                0,
                TreePVector.empty(),
                0,
                false,
                false,
                Bytes.EMPTY,
                -1,
                TreePVector.empty(),
                process,
                user,
                group);
    }

    boolean isStream() {
        return type == STREAM;
    }

    boolean isDatagram() {
        return type == DATAGRAM;
    }

    boolean listens() {
        return backlog >= 0;
    }

    UnixSocket withPeer(long changed) {
        return new UnixSocket(
                id, inode, type, changed, incoming, size, readShut, writeShut, name, backlog, pending, process, user,
                group);
    }

    UnixSocket withIncoming(TreePVector<Packet> changed, int newSize) {
        return new UnixSocket(
                id, inode, type, peer, changed, newSize, readShut, writeShut, name, backlog, pending, process, user,
                group);
    }

    UnixSocket shut(boolean read, boolean write) {
        return new UnixSocket(
                id,
                inode,
                type,
                peer,
                incoming,
                size,
                readShut || read,
                writeShut || write,
                name,
                backlog,
                pending,
                process,
                user,
                group);
    }

    UnixSocket named(Bytes changed) {
        return new UnixSocket(
                id, inode, type, peer, incoming, size, readShut, writeShut, changed, backlog, pending, process, user,
                group);
    }

    UnixSocket listening(int newBacklog, TreePVector<Long> newPending) {
        return new UnixSocket(
                id,
                inode,
                type,
                peer,
                incoming,
                size,
                readShut,
                writeShut,
                name,
                newBacklog,
                newPending,
                process,
                user,
                group);
    }
}
