package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.pcollections.TreePVector;

/// Local sockets: connected pairs, and the answer that nobody listens at a name.
final class Sockets {
    private static final int AF_UNIX = 1;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int SEQUENCED = 5;
    private static final int TYPE = 0xf;
    private static final int SIGPIPE = 13;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Paths paths;

    Sockets(Core core, Tree tree, Descriptors descriptors, Paths paths) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
        this.paths = paths;
    }

    // ---- making

    private static int type(int family, int given, int protocol) {
        int flags = given & ~TYPE;
        if ((flags & ~(OpenFlags.NON_BLOCKING | OpenFlags.CLOSE_ON_EXEC)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if (family != AF_UNIX) {
            throw new Refusal(Errno.EAFNOSUPPORT);
        }
        int type = given & TYPE;
        if (type != STREAM && type != DATAGRAM && type != SEQUENCED) {
            throw new Refusal(Errno.ESOCKTNOSUPPORT);
        }
        if (protocol != 0 && protocol != AF_UNIX) {
            throw new Refusal(Errno.EPROTONOSUPPORT);
        }
        return type;
    }

    private UnixSocket fresh(Caller caller, int type) {
        long id = core.state.nextId();
        Inode inode = tree.make(
                Boot.SOCKET_DEVICE,
                Mode.SOCKET | 0777,
                caller.credentials().fileUser(),
                caller.credentials().fileGroup(),
                new Node.Socket(id));
        tree.put(inode.withLinks(0, core.nowNanos()).named(0, "socket:[" + inode.id() + "]"));
        return UnixSocket.fresh(id, inode.id(), type, 0);
    }

    private int install(Caller caller, UnixSocket socket, int flags) {
        Place place = new Place(core.state.anonymous.mount(), socket.inode());
        int status = OpenFlags.READ_WRITE | flags & OpenFlags.NON_BLOCKING;
        OpenFile file = descriptors.open(status, place, 0, "", new Opened.SocketEnd(socket.id()));
        return descriptors.install(caller, file, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }

    private void put(UnixSocket socket) {
        core.state.sockets = core.state.sockets.plus(socket.id(), socket);
        core.changed(socket.id());
    }

    void make(Caller caller, SocketCall.Make call) {
        int type = type(call.family(), call.type(), call.protocol());
        descriptors.reserve(caller, 0);
        UnixSocket socket = fresh(caller, type);
        put(socket);
        caller.answer(install(caller, socket, call.type()));
    }

    void makePair(Caller caller, SocketCall.MakePair call) {
        int type = type(call.family(), call.type(), call.protocol());
        descriptors.reserve(caller, caller.table().free(0) + 1);
        UnixSocket one = fresh(caller, type);
        UnixSocket other = fresh(caller, type);
        put(one.withPeer(other.id()));
        put(other.withPeer(one.id()));
        int first = install(caller, one, call.type());
        int second = install(caller, other, call.type());
        caller.answer(0, call.address(), new Layout(8).putInt(first).putInt(second).toBytes());
    }

    private UnixSocket socket(Caller caller, int descriptor) {
        if (caller.file(descriptor).opened() instanceof Opened.SocketEnd end) {
            return core.state.socket(end.socket());
        }
        throw new Refusal(Errno.ENOTSOCK);
    }

    /// Nothing listens here, so a path says only how it is missed.
    void connect(Caller caller, SocketCall.Connect call) {
        UnixSocket socket = socket(caller, call.descriptor());
        if (call.address().length() < 3 || Layout.read(call.address(), 0, 2) != AF_UNIX) {
            throw new Refusal(Errno.EINVAL);
        }
        if (socket.peer() != 0) {
            throw new Refusal(Errno.EISCONN);
        }
        String path = call.address().slice(2, call.address().length() - 2).toLatin1();
        int end = path.indexOf('\0');
        if (end == 0) {
            throw new Refusal(Errno.ECONNREFUSED);
        }
        Bytes name = Bytes.latin1(end < 0 ? path : path.substring(0, end));
        Inode inode = paths.inode(paths.find(caller, OpenFlags.WORKING_DIRECTORY, name, true).existing());
        Permissions.require(caller.credentials(), inode, Permissions.WRITE);
        throw new Refusal(Errno.ECONNREFUSED);
    }

    void shutDown(Caller caller, SocketCall.ShutDown call) {
        UnixSocket socket = socket(caller, call.descriptor());
        if (call.how() < 0 || call.how() > 2) {
            throw new Refusal(Errno.EINVAL);
        }
        if (socket.peer() == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        put(socket.shut(call.how() != 1, call.how() != 0));
        UnixSocket peer = core.state.sockets.get(socket.peer());
        if (peer != null) {
            put(peer.shut(call.how() != 0 && peer.isStream(), call.how() != 1 && peer.isStream()));
        }
        caller.answer(0);
    }

    void closed(long id) {
        UnixSocket socket = core.state.socket(id);
        core.state.sockets = core.state.sockets.minus(id);
        UnixSocket peer = core.state.sockets.get(socket.peer());
        if (peer != null) {
            put(peer);
        }
    }

    // ---- bytes

    @Nullable Bytes take(long id, int length) {
        UnixSocket socket = core.state.socket(id);
        if (socket.incoming().isEmpty()) {
            if (socket.peer() == 0) {
                throw new Refusal(socket.isStream() ? Errno.EINVAL : Errno.ENOTCONN);
            }
            return socket.readShut() || !core.state.sockets.containsKey(socket.peer()) ? Bytes.EMPTY : null;
        }
        Bytes first = socket.incoming().get(0);
        Bytes taken = first.slice(0, Math.min(length, first.length()));
        TreePVector<Bytes> rest = socket.incoming().minus(0);
        boolean keeps = socket.isStream() && taken.length() < first.length();
        rest = keeps ? rest.plus(0, first.slice(taken.length(), first.length() - taken.length())) : rest;
        put(socket.withIncoming(rest, socket.size() - (keeps ? taken.length() : first.length())));
        core.changed(socket.peer());
        return taken;
    }

    int accept(long id, Bytes chunk) {
        UnixSocket socket = core.state.socket(id);
        if (socket.peer() == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        UnixSocket peer = core.state.sockets.get(socket.peer());
        if (peer == null || socket.writeShut() || peer.readShut()) {
            throw new Refusal(Errno.EPIPE, SIGPIPE);
        }
        int room = UnixSocket.CAPACITY - peer.size();
        int count = socket.isStream() ? Math.min(room, chunk.length()) : room < chunk.length() ? 0 : chunk.length();
        if (count > 0) {
            put(peer.withIncoming(peer.incoming().plus(chunk.slice(0, count)), peer.size() + count));
        }
        return Math.max(count, 0);
    }

    int ready(long id) {
        UnixSocket socket = core.state.socket(id);
        UnixSocket peer = core.state.sockets.get(socket.peer());
        boolean ended = socket.readShut() || peer == null;
        int events = !socket.incoming().isEmpty() || ended ? Readiness.IN : 0;
        events |= peer == null || peer.size() < UnixSocket.CAPACITY ? Readiness.OUT : 0;
        events |= ended ? Readiness.READ_HUP : 0;
        return events | (peer == null || socket.readShut() && socket.writeShut() ? Readiness.HUP : 0);
    }

    int available(long id) {
        return core.state.socket(id).size();
    }
}
