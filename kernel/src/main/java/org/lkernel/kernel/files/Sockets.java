package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.UnixSocket.Packet;
import org.lkernel.kernel.syscall.Completion;
import org.pcollections.TreePVector;

/// Bytes between local sockets: what is taken, what is accepted, what a poll sees.
final class Sockets {
    static final int PEEK = 2;
    static final int DO_NOT_WAIT = 0x40;
    static final int NO_SIGNAL = 0x4000;
    private static final int SIGPIPE = 13;
    private static final int FULL_SIZED = 512;

    private final Core core;
    private final Tree tree;

    Sockets(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    void put(UnixSocket socket) {
        core.state.sockets = core.state.sockets.plus(socket.id(), socket);
        core.changed(socket.id());
    }

    private @Nullable UnixSocket peer(UnixSocket socket) {
        return core.state.sockets.get(socket.peer());
    }

    /// A stream's other end is gone, or has said that nothing more will come.
    private boolean ended(UnixSocket socket) {
        return socket.readShut() || !socket.isDatagram() && socket.peer() != 0 && peer(socket) == null;
    }

    // ---- reading

    @Nullable
    Bytes take(long id, int length) {
        Packet packet = receive(id, length, false);
        return packet == null ? null : packet.content();
    }

    /// The next bytes or the next message, cut to `length`; empty at the end, null when it must wait.
    @Nullable
    Packet receive(long id, int length, boolean peek) {
        UnixSocket socket = core.state.socket(id);
        if (socket.incoming().isEmpty()) {
            if (!socket.isDatagram() && socket.peer() == 0) {
                throw new Refusal(socket.isStream() ? Errno.EINVAL : Errno.ENOTCONN);
            }
            return ended(socket) ? new Packet(Bytes.EMPTY, Bytes.EMPTY) : null;
        }
        Packet first = socket.incoming().get(0);
        Bytes content = socket.isStream()
                ? gathered(socket, length)
                : first.content().slice(0, Math.min(length, first.content().length()));
        if (!peek) {
            drop(socket, socket.isStream() ? content.length() : first.content().length());
        }
        return new Packet(content, first.sender());
    }

    private static Bytes gathered(UnixSocket socket, int length) {
        Bytes all = Bytes.EMPTY;
        for (Packet packet : socket.incoming()) {
            int room = length - all.length();
            if (room <= 0) {
                break;
            }
            all = all.concat(
                    packet.content().slice(0, Math.min(room, packet.content().length())));
        }
        return all;
    }

    private void drop(UnixSocket socket, int length) {
        TreePVector<Packet> rest = socket.incoming();
        int left = length;
        do {
            Packet first = rest.get(0);
            int part = Math.min(left, first.content().length());
            rest = rest.minus(0);
            if (part < first.content().length()) {
                rest = rest.plus(
                        0,
                        new Packet(first.content().slice(part, first.content().length() - part), first.sender()));
            }
            left -= part;
        } while (left > 0);
        core.ledger.charge(-length - (long) Ledger.PACKET * (socket.incoming().size() - rest.size()));
        put(socket.withIncoming(rest, socket.size() - length));
        core.changed(socket.peer());
        senders(socket.id());
    }

    /// Who polls for room here without being the peer is told too.
    private void senders(long receiver) {
        for (UnixSocket other : core.state.sockets.values()) {
            if (other.isDatagram() && other.peer() == receiver) {
                core.changed(other.id());
            }
        }
    }

    Outcome receive(Operation.Receive receive) {
        OpenFile file = core.state.file(receive.file());
        long id = ((Opened.SocketEnd) file.opened()).socket();
        Packet packet = receive(id, receive.length(), (receive.flags() & PEEK) != 0);
        if (packet == null) {
            if (file.nonBlocking() || (receive.flags() & DO_NOT_WAIT) != 0) {
                throw new Refusal(Errno.EAGAIN);
            }
            return Outcome.blocked(receive, id);
        }
        List<org.lkernel.kernel.syscall.CopyOut> outs =
                new java.util.ArrayList<>(Operation.scatter(receive.target(), packet.content()));
        if (receive.nameAddress() != 0) {
            boolean datagram = core.state.socket(id).isDatagram();
            Bytes name = datagram ? SocketNames.image(packet.sender()) : Bytes.EMPTY;
            outs.addAll(SocketNames.outs(name, receive.nameAddress(), receive.nameLengthAddress(), receive.nameRoom()));
        }
        return new Outcome.Done(new Completion.Returned(packet.content().length(), List.copyOf(outs)));
    }

    // ---- writing

    int accept(long id, Bytes chunk, boolean wholeMessage) {
        UnixSocket socket = core.state.socket(id);
        return accept(socket, socket.peer(), chunk, wholeMessage);
    }

    /// How much went to the receiver; 0 when one must wait. A message goes in whole.
    int accept(UnixSocket socket, long receiver, Bytes chunk, boolean wholeMessage) {
        if (socket.writeShut()) {
            throw new Refusal(Errno.EPIPE, SIGPIPE);
        }
        if (receiver == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        UnixSocket target = core.state.sockets.get(receiver);
        if (target == null || target.readShut()) {
            throw socket.isDatagram() && target == null
                    ? new Refusal(Errno.ECONNREFUSED)
                    : new Refusal(Errno.EPIPE, SIGPIPE);
        }
        if (!socket.isStream() && (!wholeMessage || chunk.length() > capacity())) {
            throw new Refusal(Errno.EMSGSIZE);
        }
        int room = room(target);
        int count = socket.isStream() ? Math.min(room, chunk.length()) : room < chunk.length() ? 0 : chunk.length();
        if (count > 0) {
            core.ledger.afford(count + Ledger.PACKET, Errno.ENOBUFS);
            core.ledger.charge(count + Ledger.PACKET);
            Packet packet = new Packet(chunk.slice(0, count), socket.name());
            put(target.withIncoming(target.incoming().plus(packet), target.size() + count));
        }
        return count;
    }

    // ---- state

    int ready(long id) {
        UnixSocket socket = core.state.socket(id);
        if (socket.listens()) {
            return socket.pending().isEmpty() ? 0 : Readiness.IN;
        }
        UnixSocket peer = peer(socket);
        boolean ended = ended(socket);
        boolean gone = !socket.isDatagram() && peer == null;
        int events = !socket.incoming().isEmpty() || ended ? Readiness.IN : 0;
        events |= peer == null || room(peer) > 0 ? Readiness.OUT : 0;
        events |= ended ? Readiness.READ_HUP : 0;
        return events | (gone || socket.readShut() && socket.writeShut() ? Readiness.HUP : 0);
    }

    private int capacity() {
        return core.state.sockets.size() < FULL_SIZED ? UnixSocket.CAPACITY : UnixSocket.CAPACITY_LEAST;
    }

    /// What is sent takes room for itself too, so that not all of it can be made of single bytes.
    private int room(UnixSocket socket) {
        return Math.max(
                0,
                capacity() - socket.size() - Ledger.PACKET * socket.incoming().size());
    }

    /// Room at the receiver; plenty when there is none, so that writing finds out.
    int room(long id) {
        UnixSocket peer = peer(core.state.socket(id));
        return peer == null ? UnixSocket.CAPACITY : room(peer);
    }

    int available(long id) {
        return core.state.socket(id).size();
    }

    void closed(long id) {
        UnixSocket socket = core.state.socket(id);
        core.ledger.charge(
                -socket.size() - (long) Ledger.PACKET * socket.incoming().size());
        core.state.sockets = core.state.sockets.minus(id);
        core.changed(id);
        for (long waiting : socket.pending()) {
            long inode = core.state.socket(waiting).inode();
            closed(waiting);
            tree.reap(inode);
        }
        UnixSocket peer = peer(socket);
        if (peer != null) {
            put(peer);
        }
        senders(id);
    }
}
