package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.UnixSocket.Packet;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Loan;
import org.pcollections.TreePVector;

/// Bytes that come in at local sockets: what is taken, what a poll sees, and what is left when one is closed.
///
/// As in Linux what waits to be read takes memory of the socket that sent it, so it is the sender who waits for room,
/// and who is told when most of it is free again.
final class Sockets {
    static final int PEEK = 2;
    static final int TRUNCATED = 0x20;
    static final int DO_NOT_WAIT = 0x40;
    static final int NO_SIGNAL = 0x4000;

    private final Core core;
    private final Tree tree;

    Sockets(Core core, Tree tree) {
        this.core = core;
        this.tree = tree;
    }

    void put(UnixSocket socket) {
        core.state.sockets = core.state.sockets.plus(socket.id(), socket);
    }

    @Nullable
    UnixSocket peer(UnixSocket socket) {
        return core.state.sockets.get(socket.peer());
    }

    /// A connection's other end is gone, which snapshots of old do not say in any other way.
    private boolean lost(UnixSocket socket) {
        return !socket.isDatagram() && socket.peer() != 0 && peer(socket) == null;
    }

    private boolean ended(UnixSocket socket) {
        return socket.readShut() || lost(socket);
    }

    /// Throws the error that waits at the socket, if there is one, and forgets it.
    void raise(UnixSocket socket) {
        int error = takeError(socket);
        if (error != 0) {
            core.keep();
            throw new Refusal(Errno.ofResult(-error));
        }
    }

    int takeError(UnixSocket socket) {
        int error = socket.account().error();
        if (error != 0) {
            put(socket.with(socket.account().withError(0)));
        }
        return error;
    }

    // ---- reading

    /// The same for another file, without rights.
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
    /// @param lengths of the pieces of a stream that its bytes were in
    record Received(Packet packet, int length, List<Integer> lengths) {
        private static final Received END = new Received(Packet.END, 0, List.of());
    }

    /// The next bytes or the next message, cut to `length`; empty at the end, null when it must wait.
    @Nullable
    Received receive(long id, int length, boolean peek) {
        UnixSocket socket = core.state.socket(id);
        if (!socket.isDatagram() && socket.peer() == 0) {
            throw new Refusal(socket.isStream() ? Errno.EINVAL : Errno.ENOTCONN);
        }
        if (!socket.isStream() || socket.incoming().isEmpty()) {
            raise(socket);
        }
        if (socket.incoming().isEmpty()) {
            return ended(socket) && !socket.isDatagram() ? Received.END : null;
        }
        Received received = socket.isStream() ? gathered(socket, length) : message(socket, length);
        if (!peek) {
            drop(socket, received.length());
        }
        return received;
    }

    private static Received message(UnixSocket socket, int length) {
        Packet first = socket.incoming().get(0);
        int whole = first.content().length();
        Bytes content = first.content().slice(0, Math.min(length, whole));
        return new Received(
                new Packet(content, first.sender(), first.rights(), first.from(), first.weight(), first.who()),
                whole,
                List.of());
    }

    /// The bytes of several packets, up to the first that has rights, and of one sender if one cares.
    private static Received gathered(UnixSocket socket, int length) {
        Packet first = socket.incoming().get(0);
        boolean cares = socket.account().passesCredentials();
        Gathering all = new Gathering();
        List<Integer> lengths = new ArrayList<>();
        List<Long> rights = List.of();
        for (Packet packet : socket.incoming()) {
            int room = length - all.size();
            boolean stranger = cares && !java.util.Objects.equals(packet.who(), first.who());
            // What comes with the first packet comes even if no byte is asked for.
            if (!lengths.isEmpty() && (room <= 0 || stranger)) {
                break;
            }
            int part = Math.min(room, packet.content().length());
            all.put(packet.content().slice(0, part));
            lengths.add(part);
            if (!packet.rights().isEmpty()) {
                rights = packet.rights();
                break;
            }
        }
        Packet packet = new Packet(all.toBytes(), first.sender(), rights, first.from(), 0, first.who());
        return new Received(packet, all.size(), List.copyOf(lengths));
    }

    private void drop(UnixSocket socket, int length) {
        TreePVector<Packet> rest = socket.incoming();
        List<Packet> done = new ArrayList<>();
        int left = length;
        long freed = length;
        do {
            Packet first = rest.get(0);
            int part = Math.min(left, first.content().length());
            rest = rest.minus(0);
            freed += first.overhead();
            if (part < first.content().length()) {
                Packet remainder = first.rest(part);
                freed -= remainder.overhead();
                rest = rest.plus(0, remainder);
            } else {
                done.add(first);
            }
            left -= part;
        } while (left > 0);
        core.ledger.charge(-freed);
        put(socket.withIncoming(rest, socket.size() - length));
        done.forEach(this::freed);
        if (!done.isEmpty()) {
            drained(socket, core.state.socket(socket.id()));
        }
    }

    /// Gives the sender its memory back.
    private void freed(Packet packet) {
        UnixSocket sender = core.state.sockets.get(packet.from());
        if (sender != null) {
            SocketAccount account = sender.account().withOutstanding(-packet.weight());
            put(sender.with(account));
            if (account.isWritable()) {
                core.wake(sender.id(), Readiness.SOCKET_WRITE);
            }
        }
    }

    /// There is a place in the queue: who waits for one is tried again, and who polls for one is told.
    private void drained(UnixSocket before, UnixSocket after) {
        core.wake(after.id(), 0);
        if (before.isDatagram() && before.isCrowded() && !after.isCrowded()) {
            tellSenders(after);
        }
    }

    private void tellSenders(UnixSocket receiver) {
        for (UnixSocket other : core.state.sockets.values()) {
            if (other.isDatagram() && other.peer() == receiver.id() && receiver.peer() != other.id()) {
                core.wake(other.id(), Readiness.SOCKET_WRITE);
            }
        }
    }

    /// With bytes of a stream that could not be stored in front again.
    void putBack(long id, List<Bytes> pieces, List<Long> rights) {
        core.pin(rights);
        for (int index = pieces.size() - 1; index >= 0; index--) {
            UnixSocket socket = core.state.socket(id);
            List<Long> along = index == pieces.size() - 1 ? rights : List.of();
            Packet packet = new Packet(pieces.get(index), Bytes.EMPTY, along, 0, 0, null);
            core.ledger.charge(packet.content().length() + packet.overhead());
            put(socket.withIncoming(
                    socket.incoming().plus(0, packet),
                    socket.size() + packet.content().length()));
            core.wake(id, 0);
        }
    }

    /// Gives up all that waits to be read.
    void purge(UnixSocket socket) {
        core.ledger.charge(-socket.size()
                - socket.incoming().stream().mapToLong(Packet::overhead).sum());
        if (core.state.sockets.containsKey(socket.id())) {
            put(socket.withIncoming(TreePVector.empty(), 0));
        }
        for (Packet packet : socket.incoming()) {
            core.unpin(packet.rights());
            freed(packet);
        }
    }

    // ---- waiting

    Outcome receive(Call call, Operation.Receive receive) {
        OpenFile file = core.state.file(receive.file());
        long id = ((Opened.SocketEnd) file.opened()).socket();
        boolean peek = (receive.flags() & PEEK) != 0;
        Received received = receive(id, receive.length(), peek);
        if (received == null) {
            long deadline = later(call, file, id, receive.flags(), receive.deadlineNanos());
            return deadline == 0
                    ? Outcome.value(0)
                    : new Outcome.Blocked(receive.until(deadline), List.of(id), deadline);
        }
        Packet packet = received.packet();
        if (!peek) {
            core.unpin(packet.rights());
        }
        List<org.lkernel.kernel.syscall.CopyOut> outs =
                new ArrayList<>(Operation.scatter(receive.target(), packet.content()));
        if (receive.nameAddress() != 0) {
            Bytes name = SocketNames.sender(core.state.socket(id), packet);
            outs.addAll(SocketNames.outs(name, receive.nameAddress(), receive.nameLengthAddress(), receive.nameRoom()));
        }
        return new Outcome.Done(new Completion.Returned(
                result(received, receive.flags()), List.copyOf(outs), loan(id, received, peek, List.of())));
    }

    /// A stream takes back what cannot be stored; a message that was taken is lost, but not the descriptors' numbers.
    static @Nullable Loan loan(long id, Received received, boolean peek, List<Integer> descriptors) {
        if (!peek
                && !received.packet().content().isEmpty()
                && !received.lengths().isEmpty()) {
            return new Loan.Taken(id, received.lengths(), false, Bytes.EMPTY, descriptors);
        }
        return descriptors.isEmpty() ? null : new Loan.Made(descriptors);
    }

    /// The length of what came, or with `MSG_TRUNC` of the whole message.
    static long result(Received received, int flags) {
        return (flags & TRUNCATED) != 0
                ? received.length()
                : received.packet().content().length();
    }

    /// Until when a receive that finds nothing waits; 0 when nothing can come any more.
    long later(Call call, OpenFile file, long id, int flags, long decided) {
        UnixSocket socket = core.state.socket(id);
        long timeout = socket.account().receiveTimeoutNanos();
        if (file.nonBlocking() || (flags & DO_NOT_WAIT) != 0 || timeout < 0) {
            throw new Refusal(Errno.EAGAIN);
        }
        return socket.isDatagram() && socket.readShut() ? 0 : core.deadline(call, decided, timeout);
    }

    // ---- state

    int ready(long id) {
        UnixSocket socket = core.state.socket(id);
        SocketAccount account = socket.account();
        boolean ended = ended(socket);
        int events = account.error() != 0 ? Readiness.ERR : 0;
        events |= ended ? Readiness.READ | Readiness.READ_HUP : 0;
        events |= socket.readShut() && socket.writeShut() || lost(socket) ? Readiness.HUP : 0;
        if (socket.listens()) {
            return events | (socket.pending().isEmpty() ? 0 : Readiness.READ);
        }
        events |= socket.incoming().isEmpty() ? 0 : Readiness.READ;
        events |= !socket.isDatagram() && socket.peer() == 0 ? Readiness.HUP : 0;
        return events | (account.isWritable() && !isTurnedAway(socket) ? Readiness.SOCKET_WRITE : 0);
    }

    /// Whether what is sent would have to wait for others to be read.
    private boolean isTurnedAway(UnixSocket socket) {
        UnixSocket peer = peer(socket);
        return socket.isDatagram() && peer != null && peer.peer() != socket.id() && peer.isCrowded();
    }

    /// `FIONREAD`: all that waits, or the next datagram.
    int unread(long id) {
        UnixSocket socket = core.state.socket(id);
        if (socket.listens()) {
            throw new Refusal(Errno.EINVAL);
        }
        return !socket.isDatagram()
                ? socket.size()
                : socket.incoming().isEmpty()
                        ? 0
                        : socket.incoming().get(0).content().length();
    }

    void closed(long id) {
        closed(id, false);
    }

    /// @param unaccepted whether nobody had ever a descriptor of it
    private void closed(long id, boolean unaccepted) {
        UnixSocket socket = core.state.socket(id);
        core.state.sockets = core.state.sockets.minus(id);
        core.changed(id);
        UnixSocket peer = peer(socket);
        if (peer != null && !socket.isDatagram()) {
            boolean reset = unaccepted || !socket.incoming().isEmpty();
            UnixSocket shut = peer.shut(true, true);
            put(reset ? shut.with(shut.account().withError(Errno.ECONNRESET.number())) : shut);
            core.changed(peer.id());
        }
        if (socket.isDatagram()) {
            tellSenders(socket);
        }
        for (long waiting : socket.pending()) {
            long inode = core.state.socket(waiting).inode();
            closed(waiting, true);
            tree.reap(inode);
        }
        purge(socket);
    }
}
