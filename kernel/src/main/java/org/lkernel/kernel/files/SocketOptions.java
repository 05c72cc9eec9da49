package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;

/// `setsockopt(2)` and `getsockopt(2)` of local sockets, by `socket(7)` and `unix(7)`: what is set is told again, and
/// has the effect it has on Linux; of options for a network that is none.
final class SocketOptions {
    static final int SO_SNDBUF = 7;
    static final int SO_PASSCRED = 16;
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDTIMEO = 21;

    private static final int AF_UNIX = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_DEBUG = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_TYPE = 3;
    private static final int SO_ERROR = 4;
    private static final int SO_DONTROUTE = 5;
    private static final int SO_BROADCAST = 6;
    private static final int SO_RCVBUF = 8;
    private static final int SO_KEEPALIVE = 9;
    private static final int SO_OOBINLINE = 10;
    private static final int SO_NO_CHECK = 11;
    private static final int SO_PRIORITY = 12;
    private static final int SO_LINGER = 13;
    private static final int SO_BSDCOMPAT = 14;
    private static final int SO_PEERCRED = 17;
    private static final int SO_RCVLOWAT = 18;
    private static final int SO_SNDLOWAT = 19;
    private static final int SO_TIMESTAMP = 29;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_PASSSEC = 34;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SO_MARK = 36;
    private static final int SO_PROTOCOL = 38;
    private static final int SO_DOMAIN = 39;
    private static final int SO_RCVTIMEO_NEW = 66;
    private static final int SO_SNDTIMEO_NEW = 67;

    /// `net.core.wmem_max` and `rmem_max`, and what a buffer has at least.
    private static final int BUFFER_MAXIMUM = 212_992;

    private static final int FORCED_MAXIMUM = Integer.MAX_VALUE >> 1;
    private static final int SEND_LEAST = 4608;
    private static final int RECEIVE_LEAST = 2304;
    private static final int PRIORITY_MAXIMUM = 6;
    private static final int WORD = 4;
    private static final int LINGER = 8;
    private static final int TIME = 16;
    private static final long SECOND_NANOS = 1_000_000_000;
    /// Times are kept in ticks of 250 Hz.
    private static final long TICK_NANOS = 4_000_000;

    private final Core core;
    private final Connections connections;
    private final Sockets sockets;

    SocketOptions(Core core, Connections connections, Sockets sockets) {
        this.core = core;
        this.connections = connections;
        this.sockets = sockets;
    }

    // ---- setting

    void set(Caller caller, SocketCall.SetOption call) {
        UnixSocket socket = connections.socket(caller, call.descriptor());
        if (call.length() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if (call.level() != SOL_SOCKET) {
            throw new Refusal(Errno.ENOTSUP);
        }
        require(call.length() >= WORD);
        int value = (int) Layout.read(caller.argument(call.address(), WORD), 0, WORD);
        switch (call.option()) {
            case SO_REUSEADDR,
                    SO_DONTROUTE,
                    SO_BROADCAST,
                    SO_KEEPALIVE,
                    SO_OOBINLINE,
                    SO_NO_CHECK,
                    SO_PASSCRED,
                    SO_TIMESTAMP,
                    SO_PASSSEC,
                    SO_TIMESTAMPNS -> keep(socket, call.option(), value != 0 ? 1 : 0);
            case SO_BSDCOMPAT -> {}
            case SO_DEBUG -> keep(socket, SO_DEBUG, permitted(caller, value == 0 ? 0 : 1, Errno.EACCES));
            case SO_PRIORITY ->
                keep(socket, SO_PRIORITY, value >= 0 && value <= PRIORITY_MAXIMUM ? value : permitted(caller, value));
            case SO_MARK -> keep(socket, SO_MARK, permitted(caller, value));
            case SO_RCVLOWAT -> keep(socket, SO_RCVLOWAT, value < 0 ? Integer.MAX_VALUE : Math.max(1, value));
            case SO_SNDBUF -> keep(socket, SO_SNDBUF, buffer(value, BUFFER_MAXIMUM, SEND_LEAST));
            case SO_RCVBUF -> keep(socket, SO_RCVBUF, buffer(value, BUFFER_MAXIMUM, RECEIVE_LEAST));
            case SO_SNDBUFFORCE ->
                keep(socket, SO_SNDBUF, buffer(permitted(caller, Math.max(0, value)), FORCED_MAXIMUM, SEND_LEAST));
            case SO_RCVBUFFORCE ->
                keep(socket, SO_RCVBUF, buffer(permitted(caller, Math.max(0, value)), FORCED_MAXIMUM, RECEIVE_LEAST));
            case SO_LINGER -> {
                require(call.length() >= LINGER);
                Bytes linger = caller.argument(call.address(), LINGER);
                keep(socket, SO_LINGER, Layout.read(linger, 0, WORD) == 0 ? -1 : Layout.read(linger, WORD, WORD));
            }
            case SO_RCVTIMEO, SO_RCVTIMEO_NEW -> keep(socket, SO_RCVTIMEO, time(caller, call));
            case SO_SNDTIMEO, SO_SNDTIMEO_NEW -> keep(socket, SO_SNDTIMEO, time(caller, call));
            default -> throw new Refusal(Errno.ENOPROTOOPT);
        }
        caller.answer(0);
    }

    private static void require(boolean longEnough) {
        if (!longEnough) {
            throw new Refusal(Errno.EINVAL);
        }
    }

    private static int permitted(Caller caller, int value) {
        return permitted(caller, value, Errno.EPERM);
    }

    /// A value that takes the right to administer the network, unless it is 0.
    private static int permitted(Caller caller, int value, Errno errno) {
        if (value != 0 && !caller.capable(Permissions.CAP_NET_ADMIN)) {
            throw new Refusal(errno);
        }
        return value;
    }

    private static int buffer(int wanted, int most, int least) {
        int value = Integer.compareUnsigned(wanted, most) < 0 ? wanted : most;
        return Math.max(least, value * 2);
    }

    /// A `struct timeval`, in whole ticks; less than nothing is not to wait at all.
    private static long time(Caller caller, SocketCall.SetOption call) {
        require(call.length() >= TIME);
        Bytes image = caller.argument(call.address(), TIME);
        long seconds = Layout.read(image, 0, 8);
        long micros = Layout.read(image, 8, 8);
        if (micros < 0 || micros >= 1_000_000) {
            throw new Refusal(Errno.EDOM);
        }
        if (seconds < 0) {
            return -1;
        }
        if (seconds >= Long.MAX_VALUE / 4 / SECOND_NANOS) {
            return 0;
        }
        return seconds * SECOND_NANOS + (micros * 1000 + TICK_NANOS - 1) / TICK_NANOS * TICK_NANOS;
    }

    private void keep(UnixSocket socket, int option, long value) {
        sockets.put(socket.with(socket.account().with(option, value)));
    }

    // ---- telling

    void tell(Caller caller, SocketCall.Option call) {
        UnixSocket socket = connections.socket(caller, call.descriptor());
        int room = (int) Layout.read(caller.argument(call.lengthAddress(), 4), 0, 4);
        if (call.level() != SOL_SOCKET) {
            throw new Refusal(Errno.ENOTSUP);
        }
        if (room < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        SocketAccount account = socket.account();
        Bytes value = switch (call.option()) {
            case SO_TYPE -> word(socket.type());
            case SO_ERROR -> word(sockets.takeError(socket));
            case SO_PROTOCOL, SO_BSDCOMPAT -> word(0);
            case SO_SNDBUF -> word(account.sendBuffer());
            case SO_RCVBUF -> word(account.option(SO_RCVBUF, SocketAccount.BUFFER));
            case SO_ACCEPTCONN -> word(socket.listens() ? 1 : 0);
            case SO_DOMAIN -> word(AF_UNIX);
            case SO_PEERCRED -> peer(socket);
            case SO_LINGER -> linger(account.option(SO_LINGER, -1));
            case SO_RCVLOWAT -> word(account.option(SO_RCVLOWAT, 1));
            case SO_SNDLOWAT -> word(1);
            case SO_RCVTIMEO, SO_RCVTIMEO_NEW -> time(account.receiveTimeoutNanos());
            case SO_SNDTIMEO, SO_SNDTIMEO_NEW -> time(account.sendTimeoutNanos());
            case SO_DEBUG,
                    SO_REUSEADDR,
                    SO_DONTROUTE,
                    SO_BROADCAST,
                    SO_KEEPALIVE,
                    SO_OOBINLINE,
                    SO_NO_CHECK,
                    SO_PASSCRED,
                    SO_TIMESTAMP,
                    SO_PASSSEC,
                    SO_TIMESTAMPNS,
                    SO_PRIORITY,
                    SO_MARK -> word(account.option(call.option(), 0));
            default -> throw new Refusal(Errno.ENOPROTOOPT);
        };
        Bytes fitting = value.slice(0, Math.min(room, value.length()));
        caller.core.complete(
                caller.call,
                new Completion.Returned(
                        0, SocketNames.outs(fitting, call.address(), call.lengthAddress(), fitting.length())));
    }

    private static Bytes word(long value) {
        return new Layout(WORD).putInt(value).toBytes();
    }

    private static Bytes linger(long seconds) {
        return new Layout(LINGER)
                .putInt(seconds < 0 ? 0 : 1)
                .putInt(Math.max(0, seconds))
                .toBytes();
    }

    private static Bytes time(long nanos) {
        long told = Math.max(0, nanos);
        return new Layout(TIME)
                .putLong(told / SECOND_NANOS)
                .putLong(told % SECOND_NANOS / 1000)
                .toBytes();
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
