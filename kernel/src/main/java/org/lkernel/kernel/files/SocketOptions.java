package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;

/// `setsockopt(2)` and `getsockopt(2)` of local sockets: what can be asked is told, what can be set is taken and has
/// no effect here.
final class SocketOptions {
    private static final int AF_UNIX = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_ERROR = 4;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_PEERCRED = 17;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_PROTOCOL = 38;
    private static final int SO_DOMAIN = 39;

    private final Core core;
    private final Connections connections;

    SocketOptions(Core core, Connections connections) {
        this.core = core;
        this.connections = connections;
    }

    void set(Caller caller, SocketCall.SetOption call) {
        connections.socket(caller, call.descriptor());
        if (call.level() != SOL_SOCKET) {
            throw new Refusal(Errno.ENOPROTOOPT);
        }
        caller.argument(call.address(), Math.min(Math.max(call.length(), 0), 16));
        caller.answer(0);
    }

    void tell(Caller caller, SocketCall.Option call) {
        UnixSocket socket = connections.socket(caller, call.descriptor());
        int room = (int) Layout.read(caller.argument(call.lengthAddress(), 4), 0, 4);
        if (call.level() != SOL_SOCKET) {
            throw new Refusal(Errno.ENOTSUP);
        }
        Bytes value = switch (call.option()) {
            case SO_TYPE -> word(socket.type());
            case SO_ERROR, SO_PROTOCOL -> word(0);
            case SO_SNDBUF, SO_RCVBUF -> word(UnixSocket.CAPACITY);
            case SO_ACCEPTCONN -> word(socket.listens() ? 1 : 0);
            case SO_DOMAIN -> word(AF_UNIX);
            case SO_PEERCRED -> peer(socket);
            default -> word(0);
        };
        caller.core.complete(
                caller.call,
                new Completion.Returned(
                        0, SocketNames.outs(value, call.address(), call.lengthAddress(), Math.max(room, 0))));
    }

    private static Bytes word(int value) {
        return new Layout(4).putInt(value).toBytes();
    }

    private Bytes peer(UnixSocket socket) {
        UnixSocket peer = core.state.sockets.get(socket.peer());
        return new Layout(12)
                .putInt(peer == null ? 0 : peer.process())
                .putInt(peer == null ? -1 : peer.user())
                .putInt(peer == null ? -1 : peer.group())
                .toBytes();
    }
}
