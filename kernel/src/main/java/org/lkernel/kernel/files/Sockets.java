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
    static final int TRUNCATED = 0x20;
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
        Received received = receive(id, length, false);
        if (received == null) {
            return null;
        }
        core.unpin(received.packet().rights());
        return received.packet().content();
    }

    /// What a receive gets.
    ///
    /// @param packet its rights are the receiver's to let go, unless it only peeked
    /// @param length of the whole message, of which the packet may have less
    record Received(Packet packet, int length) {}

    /// The next bytes or the next message, cut to `length`; empty at the end, null when it must wait.
    @Nullable
    Received receive(long id, int length, boolean peek) {
        UnixSocket socket = core.state.socket(id);
        if (socket.incoming().isEmpty()) {
            if (!socket.isDatagram() && socket.peer() == 0) {
                throw new Refusal(socket.isStream() ? Errno.EINVAL : Errno.ENOTCONN);
            }
            return ended(socket) ? new Received(Packet.END, 0) : null;
        }
        Packet first = socket.incoming().get(0);
        int whole = first.content().length();
        Packet packet = socket.isStream()
                ? gathered(socket, length)
                : new Packet(first.content().slice(0, Math.min(length, whole)), first.sender(), first.rights());
        int taken = packet.content().length();
        if (!peek) {
            drop(socket, socket.isStream() ? taken : whole);
        }
        return new Received(packet, socket.isStream() ? taken : whole);
    }

    /// The bytes of several packets, up to the first that has rights.
    private static Packet gathered(UnixSocket socket, int length) {
        Bytes all = Bytes.EMPTY;
        boolean first = true;
        for (Packet packet : socket.incoming()) {
            int room = length - all.length();
            // What comes with the first packet comes even if no byte is asked for.
            if (room <= 0 && !first) {
                break;
            }
            first = false;
            all = all.concat(
                    packet.content().slice(0, Math.min(room, packet.content().length())));
            if (!packet.rights().isEmpty()) {
                return new Packet(all, packet.sender(), packet.rights());
            }
        }
        return new Packet(all, socket.incoming().get(0).sender(), List.of());
    }

    private void drop(UnixSocket socket, int length) {
        TreePVector<Packet> rest = socket.incoming();
        int left = length;
        long freed = length;
        do {
            Packet first = rest.get(0);
            int part = Math.min(left, first.content().length());
            rest = rest.minus(0);
            freed += first.overhead();
            if (part < first.content().length()) {
                Bytes later = first.content().slice(part, first.content().length() - part);
                Packet remainder = new Packet(later, first.sender(), List.of());
                freed -= remainder.overhead();
                rest = rest.plus(0, remainder);
            }
            left -= part;
        } while (left > 0);
        core.ledger.charge(-freed);
        put(socket.withIncoming(rest, socket.size() - length));
        core.changed(socket.peer());
        senders(socket);
    }

    /// Who polls for room at a datagram socket without being its peer is told too.
    private void senders(UnixSocket receiver) {
        if (!receiver.isDatagram()) {
            return;
        }
        for (UnixSocket other : core.state.sockets.values()) {
            if (other.isDatagram() && other.peer() == receiver.id()) {
                core.changed(other.id());
            }
        }
    }

    Outcome receive(Operation.Receive receive) {
        OpenFile file = core.state.file(receive.file());
        long id = ((Opened.SocketEnd) file.opened()).socket();
        boolean peek = (receive.flags() & PEEK) != 0;
        Received received = receive(id, receive.length(), peek);
        if (received == null) {
            return later(receive, file, id, receive.flags());
        }
        Packet packet = received.packet();
        if (!peek) {
            core.unpin(packet.rights());
        }
        List<org.lkernel.kernel.syscall.CopyOut> outs =
                new java.util.ArrayList<>(Operation.scatter(receive.target(), packet.content()));
        if (receive.nameAddress() != 0) {
            Bytes name = SocketNames.sender(core.state.socket(id), packet);
            outs.addAll(SocketNames.outs(name, receive.nameAddress(), receive.nameLengthAddress(), receive.nameRoom()));
        }
        return new Outcome.Done(new Completion.Returned(result(received, receive.flags()), List.copyOf(outs)));
    }

    /// The length of what came, or with `MSG_TRUNC` of the whole message.
    static long result(Received received, int flags) {
        return (flags & TRUNCATED) != 0
                ? received.length()
                : received.packet().content().length();
    }

    static Outcome later(Operation receive, OpenFile file, long id, int flags) {
        if (file.nonBlocking() || (flags & DO_NOT_WAIT) != 0) {
            throw new Refusal(Errno.EAGAIN);
        }
        return Outcome.blocked(receive, id);
    }

    // ---- writing

    int accept(long id, Bytes chunk, boolean wholeMessage) {
        UnixSocket socket = core.state.socket(id);
        return accept(socket, socket.peer(), chunk, wholeMessage, List.of());
    }

    /// How much went to the receiver; 0 when one must wait. A message goes in whole.
    int accept(UnixSocket socket, long receiver, Bytes chunk, boolean wholeMessage, List<Long> rights) {
        UnixSocket target = target(socket, receiver);
        if (!socket.isStream() && (!wholeMessage || chunk.length() > capacity())) {
            throw new Refusal(Errno.EMSGSIZE);
        }
        int room = room(target);
        int count = socket.isStream() ? Math.min(room, chunk.length()) : room < chunk.length() ? 0 : chunk.length();
        if (count > 0) {
            put(socket, target, chunk.slice(0, count), rights);
        }
        return count;
    }

    /// A message of no bytes, which arrives all the same; false when one must wait.
    boolean acceptNothing(UnixSocket socket, long receiver, List<Long> rights) {
        UnixSocket target = target(socket, receiver);
        if (room(target) == 0) {
            return false;
        }
        put(socket, target, Bytes.EMPTY, rights);
        return true;
    }

    private void put(UnixSocket socket, UnixSocket target, Bytes content, List<Long> rights) {
        Packet packet = new Packet(content, socket.name(), rights);
        long cost = content.length() + packet.overhead();
        core.ledger.afford(cost, Errno.ENOBUFS);
        core.ledger.charge(cost);
        core.pin(rights);
        put(target.withIncoming(target.incoming().plus(packet), target.size() + content.length()));
    }

    private UnixSocket target(UnixSocket socket, long receiver) {
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
        return target;
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

    int unread(long id) {
        UnixSocket socket = core.state.socket(id);
        if (socket.listens()) {
            throw new Refusal(Errno.EINVAL);
        }
        return socket.size();
    }

    void closed(long id) {
        UnixSocket socket = core.state.socket(id);
        core.ledger.charge(-socket.size()
                - socket.incoming().stream().mapToLong(Packet::overhead).sum());
        socket.incoming().forEach(packet -> core.unpin(packet.rights()));
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
        senders(socket);
    }
}
