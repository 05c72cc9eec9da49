package org.lkernel.kernel.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Loan;
import org.lkernel.kernel.syscall.Segment;

/// How local sockets are made, named, connected and asked about.
final class Connections {
    private static final int AF_UNIX = 1;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int SEQUENCED = 5;
    private static final int TYPE = 0xf;
    private static final int BACKLOG_MAXIMUM = 4096;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Paths paths;
    private final Names names;
    private final Sockets sockets;
    private final SocketMessages messages;
    private final SocketOptions options;

    Connections(Core core, Tree tree, Descriptors descriptors, Paths paths, Names names, Sockets sockets) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
        this.paths = paths;
        this.names = names;
        this.sockets = sockets;
        this.messages = new SocketMessages(core, descriptors, sockets, this);
        this.options = new SocketOptions(core, this, sockets);
    }

    Outcome receive(Call call, Operation.ReceiveMessage receive) {
        return messages.receive(call, receive);
    }

    void message(Caller caller, SocketCall message) {
        switch (message) {
            case SocketCall.Make call -> make(caller, call);
            case SocketCall.MakePair call -> makePair(caller, call);
            case SocketCall.Bind call -> bind(caller, call);
            case SocketCall.Listen call -> listen(caller, call);
            case SocketCall.Accept call -> accept(caller, call.descriptor(), call.address(), call.lengthAddress(), 0);
            case SocketCall.AcceptWith call ->
                accept(caller, call.descriptor(), call.address(), call.lengthAddress(), call.flags());
            case SocketCall.Connect call -> connect(caller, call);
            case SocketCall.OwnName call ->
                tellName(caller, socket(caller, call.descriptor()), call.address(), call.lengthAddress());
            case SocketCall.PeerName call ->
                tellName(caller, connected(socket(caller, call.descriptor())), call.address(), call.lengthAddress());
            case SocketCall.Send call -> send(caller, call);
            case SocketCall.Receive call -> receive(caller, call);
            case SocketCall.SendMessage call -> messages.send(caller, call);
            case SocketCall.ReceiveMessage call -> messages.receive(caller, call);
            case SocketCall.SetOption call -> options.set(caller, call);
            case SocketCall.Option call -> options.tell(caller, call);
            case SocketCall.ShutDown call -> shutDown(caller, call);
        }
    }

    // ---- making

    private static int type(int family, int given, int protocol) {
        if ((given & ~TYPE & ~(OpenFlags.NON_BLOCKING | OpenFlags.CLOSE_ON_EXEC)) != 0) {
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
        int user = caller.credentials().fileUser();
        int group = caller.credentials().fileGroup();
        Inode inode = tree.make(Boot.SOCKET_DEVICE, Mode.SOCKET | 0777, user, group, new Node.Socket(id));
        tree.put(inode.withLinks(0, core.nowNanos()).named(0, "socket:[" + inode.id() + "]"));
        return UnixSocket.fresh(id, inode.id(), type, caller.task.identity().process(), user, group);
    }

    private int install(Caller caller, UnixSocket socket, int flags) {
        Place place = new Place(core.state.anonymous.mount(), socket.inode());
        int status = OpenFlags.READ_WRITE | flags & OpenFlags.NON_BLOCKING;
        OpenFile file = descriptors.open(status, place, 0, "", new Opened.SocketEnd(socket.id()));
        return descriptors.install(caller, file, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }

    private void make(Caller caller, SocketCall.Make call) {
        int type = type(call.family(), call.type(), call.protocol());
        descriptors.reserve(caller, 0);
        UnixSocket socket = fresh(caller, type);
        sockets.put(socket);
        caller.answer(install(caller, socket, call.type()));
    }

    private void makePair(Caller caller, SocketCall.MakePair call) {
        int type = type(call.family(), call.type(), call.protocol());
        descriptors.reserve(caller, caller.table().free(0) + 1);
        UnixSocket one = fresh(caller, type);
        UnixSocket other = fresh(caller, type);
        sockets.put(one.withPeer(other.id()));
        sockets.put(other.withPeer(one.id()));
        int first = install(caller, one, call.type());
        int second = install(caller, other, call.type());
        caller.answerMade(
                first,
                second,
                call.address(),
                new Layout(8).putInt(first).putInt(second).toBytes());
    }

    UnixSocket socket(Caller caller, int descriptor) {
        if (caller.file(descriptor).opened() instanceof Opened.SocketEnd end) {
            return core.state.socket(end.socket());
        }
        throw new Refusal(Errno.ENOTSOCK);
    }

    private UnixSocket connected(UnixSocket socket) {
        UnixSocket peer = core.state.sockets.get(socket.peer());
        if (peer == null) {
            throw new Refusal(Errno.ENOTCONN);
        }
        return peer;
    }

    // ---- names

    private void bind(Caller caller, SocketCall.Bind call) {
        UnixSocket socket = socket(caller, call.descriptor());
        Bytes name = SocketNames.name(call.address());
        if (!socket.name().isEmpty()) {
            throw new Refusal(Errno.EINVAL);
        }
        if (SocketNames.isAbstract(name)) {
            if (abstractly(name) != null) {
                throw new Refusal(Errno.EADDRINUSE);
            }
        } else {
            bindPath(caller, socket, name.isEmpty() ? Bytes.latin1("\0" + socket.id()) : name);
        }
        sockets.put(core.state.socket(socket.id()).named(name.isEmpty() ? Bytes.latin1("\0" + socket.id()) : name));
        caller.answer(0);
    }

    private void bindPath(Caller caller, UnixSocket socket, Bytes name) {
        if (SocketNames.isAbstract(name)) {
            return;
        }
        PathWalk.Found at = paths.findParent(caller, OpenFlags.WORKING_DIRECTORY, name);
        if (at.target() != null) {
            throw new Refusal(Errno.EADDRINUSE);
        }
        int mode = 0777 & ~caller.directories().mask();
        names.create(caller, at, Mode.SOCKET | mode, new Node.Socket(socket.id()));
    }

    private @Nullable UnixSocket abstractly(Bytes name) {
        for (UnixSocket socket : core.state.sockets.values()) {
            if (socket.name().equals(name)) {
                return socket;
            }
        }
        return null;
    }

    /// The socket bound to a name; `ENOENT`, `EACCES` or `ECONNREFUSED` when it cannot be reached.
    private UnixSocket at(Caller caller, Bytes name) {
        UnixSocket found = null;
        if (SocketNames.isAbstract(name)) {
            found = abstractly(name);
        } else {
            Inode inode = paths.inode(
                    paths.find(caller, OpenFlags.WORKING_DIRECTORY, name, true).existing());
            Permissions.require(caller.credentials(), inode, Permissions.WRITE);
            found = inode.node() instanceof Node.Socket bound ? core.state.sockets.get(bound.socket()) : null;
        }
        if (found == null) {
            throw new Refusal(Errno.ECONNREFUSED);
        }
        return found;
    }

    private static void tellName(Caller caller, UnixSocket socket, long address, long lengthAddress) {
        int room = (int) Layout.read(caller.argument(lengthAddress, 4), 0, 4);
        if (room < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        Bytes image = SocketNames.image(socket.name());
        caller.core.complete(
                caller.call, new Completion.Returned(0, SocketNames.outs(image, address, lengthAddress, room)));
    }

    // ---- connecting

    private void listen(Caller caller, SocketCall.Listen call) {
        UnixSocket socket = socket(caller, call.descriptor());
        if (socket.isDatagram()) {
            throw new Refusal(Errno.ENOTSUP);
        }
        if (socket.name().isEmpty() || socket.peer() != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        int backlog = call.backlog() < 0 ? BACKLOG_MAXIMUM : Math.min(call.backlog(), BACKLOG_MAXIMUM);
        sockets.put(socket.listening(backlog, socket.pending()));
        core.wake(socket.id(), 0);
        caller.answer(0);
    }

    private void connect(Caller caller, SocketCall.Connect call) {
        OpenFile file = caller.file(call.descriptor());
        UnixSocket socket = socket(caller, call.descriptor());
        Bytes name = SocketNames.name(call.address());
        if (name.isEmpty()) {
            throw new Refusal(Errno.EINVAL);
        }
        UnixSocket target = at(caller, name);
        if (socket.peer() != 0 && !socket.isDatagram()) {
            throw new Refusal(Errno.EISCONN);
        }
        if (socket.listens()) {
            throw new Refusal(Errno.EINVAL);
        }
        if (target.type() != socket.type()) {
            throw new Refusal(Errno.EPROTOTYPE);
        }
        if (socket.isDatagram()) {
            if (!SocketWrites.talksTo(target, socket)) {
                throw new Refusal(Errno.EPERM);
            }
            sockets.put(socket.withPeer(target.id()));
            caller.answer(0);
            return;
        }
        core.attempt(caller.call, new Operation.Connect(file.id(), socket.id(), target.id(), 0));
    }

    Outcome connect(Call call, Operation.Connect connect) {
        UnixSocket listener = core.state.sockets.get(connect.listener());
        if (listener == null || !listener.listens() || listener.readShut()) {
            throw new Refusal(Errno.ECONNREFUSED);
        }
        UnixSocket client = core.state.socket(connect.socket());
        if (listener.pending().size() > listener.backlog()) {
            long timeout = client.account().sendTimeoutNanos();
            if (core.state.file(connect.file()).nonBlocking() || timeout < 0) {
                throw new Refusal(Errno.EAGAIN);
            }
            long deadline = core.deadline(call, connect.deadlineNanos(), timeout);
            return new Outcome.Blocked(connect.until(deadline), List.of(listener.id()), deadline);
        }
        Caller caller = new Caller(core, call, Operation.Check.none(call.task()));
        UnixSocket server = fresh(caller, client.type()).named(listener.name()).withPeer(client.id());
        if (listener.account().passesCredentials()) {
            server = server.with(server.account().with(SocketOptions.SO_PASSCRED, 1));
        }
        sockets.put(server);
        sockets.put(client.withPeer(server.id()));
        sockets.put(listener.listening(listener.backlog(), listener.pending().plus(server.id())));
        core.wake(listener.id(), Readiness.SOCKET_READ);
        return Outcome.value(0);
    }

    private void accept(Caller caller, int descriptor, long address, long lengthAddress, int flags) {
        if ((flags & ~(OpenFlags.NON_BLOCKING | OpenFlags.CLOSE_ON_EXEC)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        UnixSocket socket = socket(caller, descriptor);
        if (!socket.listens()) {
            throw new Refusal(socket.isDatagram() ? Errno.ENOTSUP : Errno.EINVAL);
        }
        int room = address == 0 ? 0 : (int) Layout.read(caller.argument(lengthAddress, 4), 0, 4);
        OpenFile file = caller.file(descriptor);
        core.attempt(caller.call, new Operation.Accept(file.id(), socket.id(), address, lengthAddress, room, flags, 0));
    }

    Outcome accept(Call call, Operation.Accept accept) {
        UnixSocket listener = core.state.socket(accept.socket());
        if (listener.pending().isEmpty()) {
            if (listener.readShut()) {
                throw new Refusal(Errno.EINVAL);
            }
            OpenFile file = core.state.file(accept.file());
            long deadline = sockets.later(call, file, listener.id(), 0, accept.deadlineNanos());
            return new Outcome.Blocked(accept.until(deadline), List.of(listener.id()), deadline);
        }
        Caller caller = new Caller(core, call, Operation.Check.none(call.task()));
        descriptors.reserve(caller, 0);
        UnixSocket server = core.state.socket(listener.pending().get(0));
        sockets.put(listener.listening(listener.backlog(), listener.pending().minus(0)));
        core.wake(listener.id(), 0);
        int number = install(caller, server, accept.flags());
        if (accept.address() == 0) {
            return Outcome.value(number);
        }
        UnixSocket client = core.state.sockets.get(server.peer());
        Bytes image = SocketNames.image(client == null ? Bytes.EMPTY : client.name());
        return new Outcome.Done(new Completion.Returned(
                number,
                SocketNames.outs(image, accept.address(), accept.lengthAddress(), accept.room()),
                new Loan.Made(List.of(number))));
    }

    private void shutDown(Caller caller, SocketCall.ShutDown call) {
        UnixSocket socket = socket(caller, call.descriptor());
        if (call.how() < 0 || call.how() > 2) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean reading = call.how() != 1;
        boolean writing = call.how() != 0;
        sockets.put(socket.shut(reading, writing));
        core.changed(socket.id());
        UnixSocket peer = sockets.peer(core.state.socket(socket.id()));
        if (peer != null && !socket.isDatagram()) {
            sockets.put(peer.shut(writing, reading));
            core.changed(peer.id());
        }
        caller.answer(0);
    }

    // ---- sending and receiving

    private void send(Caller caller, SocketCall.Send call) {
        Bytes first = call.data().inline() == null ? Bytes.EMPTY : call.data().inline();
        send(caller, call.descriptor(), call.data().segments(), first, call.flags(), call.address(), List.of(), null);
    }

    /// @param first as much of it as is known already
    /// @param address whom to, if not the peer
    /// @param sender who it says it is from, if it does
    void send(
            Caller caller,
            int descriptor,
            List<Segment> segments,
            Bytes first,
            int flags,
            @Nullable Bytes address,
            List<Long> rights,
            UnixSocket.@Nullable Sender sender) {
        OpenFile file = caller.file(descriptor);
        UnixSocket socket = socket(caller, descriptor);
        long receiver = address == null || address.isEmpty() ? 0 : receiver(caller, socket, address);
        long length = segments.stream().mapToLong(Segment::length).sum();
        if (!socket.isStream() && length > socket.account().messageMaximum()) {
            throw new Refusal(Errno.EMSGSIZE);
        }
        core.attempt(
                caller.call,
                new Operation.Write(file.id(), segments, length, 0, first, flags, receiver, rights, sender, 0));
    }

    private long receiver(Caller caller, UnixSocket socket, Bytes address) {
        if (!socket.isDatagram()) {
            throw new Refusal(socket.peer() == 0 ? Errno.ENOTSUP : Errno.EISCONN);
        }
        return at(caller, SocketNames.name(address)).id();
    }

    private void receive(Caller caller, SocketCall.Receive call) {
        OpenFile file = caller.file(call.descriptor());
        socket(caller, call.descriptor());
        if (call.length() < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        int room = call.nameAddress() == 0 ? 0 : (int) Layout.read(caller.argument(call.nameLengthAddress(), 4), 0, 4);
        int length = (int) Math.min(call.length(), SocketAccount.BUFFER);
        core.attempt(
                caller.call,
                new Operation.Receive(
                        file.id(),
                        List.of(new Segment(call.address(), call.length())),
                        length,
                        call.flags(),
                        call.nameAddress(),
                        call.nameLengthAddress(),
                        room,
                        0));
    }
}
