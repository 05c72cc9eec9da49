package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.UnixSocket.Packet;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Identity;

/// Bytes that go out from local sockets: how much is accepted, and for what one waits.
final class SocketWrites {
    private static final int SIGPIPE = 13;

    private final Core core;
    private final Sockets sockets;

    SocketWrites(Core core, Sockets sockets) {
        this.core = core;
        this.sockets = sockets;
    }

    /// How much of a write went to the receiver; 0 when one must wait, and -1 when a message of no bytes went.
    int accept(Call call, UnixSocket socket, Operation.Write write) {
        return socket.isStream() ? stream(call, socket, write) : message(call, socket, write);
    }

    // ---- streams

    private int stream(Call call, UnixSocket socket, Operation.Write write) {
        if (socket.peer() == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        if (write.length() == 0) {
            requireOpen(socket);
            return -1;
        }
        int done = 0;
        while (done < write.chunk().length()) {
            UnixSocket sender = core.state.socket(socket.id());
            UnixSocket target = requireOpen(sender);
            if (!sender.account().hasRoom()) {
                break;
            }
            int piece = Math.min(sender.account().pieceMaximum(), write.chunk().length() - done);
            boolean first = done == 0 && write.done() == 0;
            List<Long> rights = first ? write.rights() : List.of();
            put(call, sender, target, write.chunk().slice(done, piece), rights, write.sender());
            done += piece;
        }
        return done;
    }

    private UnixSocket requireOpen(UnixSocket sender) {
        UnixSocket target = sockets.peer(sender);
        if (sender.writeShut() || target == null || target.readShut()) {
            throw new Refusal(Errno.EPIPE, SIGPIPE);
        }
        return target;
    }

    /// What another file gave, without rights.
    int accept(UnixSocket socket, Bytes chunk) {
        if (!socket.isStream()) {
            return message(null, socket, Operation.Write.plain(0, List.of(), chunk.length(), chunk));
        }
        UnixSocket target = requireOpen(socket);
        if (!socket.account().hasRoom()) {
            return 0;
        }
        int piece = Math.min(socket.account().pieceMaximum(), chunk.length());
        put(null, socket, target, chunk.slice(0, piece), List.of(), null);
        return piece;
    }

    // ---- messages

    private int message(@Nullable Call call, UnixSocket socket, Operation.Write write) {
        if (!socket.isDatagram()) {
            sockets.raise(socket);
        }
        long receiver = write.receiver() == 0 ? socket.peer() : write.receiver();
        if (receiver == 0 && !socket.isDatagram()) {
            throw new Refusal(Errno.ENOTCONN);
        }
        if (write.length() > socket.account().messageMaximum()) {
            throw new Refusal(Errno.EMSGSIZE);
        }
        if (write.chunk().length() < write.length()) {
            throw new Refusal(Errno.EFAULT);
        }
        sockets.raise(socket);
        if (socket.writeShut()) {
            throw new Refusal(Errno.EPIPE);
        }
        if (!socket.account().hasRoom()) {
            return 0;
        }
        UnixSocket target;
        try {
            target = target(socket, receiver);
        } catch (Refusal refusal) {
            // The message took memory and gave it back, of which Linux tells the sender.
            core.wake(socket.id(), Readiness.SOCKET_WRITE);
            core.keep();
            throw refusal;
        }
        if (socket.isDatagram() && target.peer() != socket.id() && target.id() != socket.id() && target.isCrowded()) {
            return 0;
        }
        put(call, socket, target, write.chunk(), write.rights(), write.sender());
        return write.length() == 0 ? -1 : (int) write.length();
    }

    private UnixSocket target(UnixSocket socket, long receiver) {
        if (receiver == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        UnixSocket target = core.state.sockets.get(receiver);
        if (target == null && socket.isDatagram()) {
            forgetPeer(socket, receiver);
            throw new Refusal(Errno.ECONNREFUSED);
        }
        if (target == null || target.readShut()) {
            throw new Refusal(Errno.EPIPE);
        }
        if (socket.isDatagram() && !talksTo(target, socket)) {
            throw new Refusal(Errno.EPERM);
        }
        return target;
    }

    /// A socket that is connected hears nobody else.
    static boolean talksTo(UnixSocket target, UnixSocket sender) {
        return target.peer() == 0 || target.peer() == sender.id();
    }

    /// The peer is gone, and what it had sent goes with it.
    private void forgetPeer(UnixSocket socket, long receiver) {
        if (socket.peer() == receiver) {
            sockets.put(socket.withPeer(0));
            core.wake(socket.id(), Readiness.SOCKET_WRITE);
            sockets.purge(core.state.socket(socket.id()));
        }
    }

    // ---- both

    private void put(
            @Nullable Call call,
            UnixSocket socket,
            UnixSocket target,
            Bytes content,
            List<Long> rights,
            UnixSocket.@Nullable Sender told) {
        int weight = SocketAccount.weight(socket.isStream(), content.length());
        UnixSocket.Sender who = told == null && call != null ? seen(call, socket, target) : told;
        Packet packet = new Packet(content, socket.name(), rights, socket.id(), weight, who);
        long cost = content.length() + packet.overhead();
        core.ledger.afford(cost, Errno.ENOBUFS);
        core.ledger.charge(cost);
        core.pin(rights);
        sockets.put(target.withIncoming(target.incoming().plus(packet), target.size() + content.length()));
        UnixSocket charged = core.state.socket(socket.id());
        sockets.put(charged.with(charged.account().withOutstanding(weight)));
        core.wake(target.id(), Readiness.SOCKET_READ);
    }

    /// Who sends, when either side has asked for it (`SO_PASSCRED`).
    private UnixSocket.@Nullable Sender seen(Call call, UnixSocket socket, UnixSocket target) {
        if (!socket.account().passesCredentials() && !target.account().passesCredentials()) {
            return null;
        }
        Identity identity = core.state.task(call.task()).identity();
        return new UnixSocket.Sender(
                identity.process(),
                identity.credentials().realUser(),
                identity.credentials().realGroup());
    }
}
