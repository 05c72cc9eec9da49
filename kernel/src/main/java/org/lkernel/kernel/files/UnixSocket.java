package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.pcollections.TreePVector;

/// A local socket, `unix(7)`: whom it talks to, and what waits to be read here.
///
/// @param type `SOCK_STREAM` 1, `SOCK_DGRAM` 2, `SOCK_SEQPACKET` 5
/// @param peer where what is written goes, 0 when it is not connected
/// @param readShut and `writeShut`: also when the other end of a connection is gone
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
        int group,
        SocketAccount account) {
    static final int STREAM = 1;
    static final int DATAGRAM = 2;
    /// `net.unix.max_dgram_qlen`: what may wait at a socket that is not the sender's own peer.
    private static final int QUEUE_MAXIMUM = 10;

    /// Who sent something: `struct ucred`.
    record Sender(int process, int user, int group) {
        static final Sender UNKNOWN = new Sender(0, 65_534, 65_534);
    }

    /// What was sent at once, and by whom.
    ///
    /// @param sender the name of the socket
    /// @param rights the descriptions sent along (`SCM_RIGHTS`), each kept open meanwhile
    /// @param from the socket whose memory it takes
    /// @param weight how much of that
    /// @param who told only to those who asked for it
    record Packet(
            Bytes content,
            Bytes sender,
            List<Long> rights,
            long from,
            int weight,
            @Nullable Sender who) {
        static final Packet END = new Packet(Bytes.EMPTY, Bytes.EMPTY, List.of(), 0, 0, null);

        /// What it costs beside its bytes.
        long overhead() {
            return Ledger.PACKET + (long) Ledger.DESCRIPTOR * rights.size();
        }

        /// What was not read of it, which takes all its memory still.
        Packet rest(int read) {
            return new Packet(content.slice(read, content.length() - read), sender, List.of(), from, weight, who);
        }
    }

    @SuppressWarnings("ConstantValue") // snapshots from before there were accounts have none
    UnixSocket {
        account = account == null ? SocketAccount.FRESH : account;
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
                group,
                SocketAccount.FRESH);
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

    /// Whether it waits for more than it takes from anybody but its peer.
    boolean isCrowded() {
        return incoming.size() > QUEUE_MAXIMUM;
    }

    UnixSocket withPeer(long changed) {
        return new UnixSocket(
                id, inode, type, changed, incoming, size, readShut, writeShut, name, backlog, pending, process, user,
                group, account);
    }

    UnixSocket withIncoming(TreePVector<Packet> changed, int newSize) {
        return new UnixSocket(
                id, inode, type, peer, changed, newSize, readShut, writeShut, name, backlog, pending, process, user,
                group, account);
    }

    UnixSocket with(SocketAccount changed) {
        return new UnixSocket(
                id, inode, type, peer, incoming, size, readShut, writeShut, name, backlog, pending, process, user,
                group, changed);
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
                group,
                account);
    }

    UnixSocket named(Bytes changed) {
        return new UnixSocket(
                id, inode, type, peer, incoming, size, readShut, writeShut, changed, backlog, pending, process, user,
                group, account);
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
                group,
                account);
    }
}
