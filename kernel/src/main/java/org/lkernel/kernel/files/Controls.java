package org.lkernel.kernel.files;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// `dup`, `fcntl`, `ioctl`, `close_range`: what is done to descriptors.
final class Controls {
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_GETLK = 5;
    private static final int F_SETLK = 6;
    private static final int F_SETLKW = 7;
    private static final int F_SETOWN = 8;
    private static final int F_GETOWN = 9;
    private static final int F_SETSIG = 10;
    private static final int F_GETSIG = 11;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final int F_SETLEASE = 1024;
    private static final int F_GETLEASE = 1025;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int F_SETOWN_EX = 15;
    private static final int F_GETOWN_EX = 16;
    private static final int F_GET_RW_HINT = 1035;
    private static final int F_UNLCK = 2;
    private static final int OWNER_PROCESS = 1;
    private static final int OWNER_GROUP = 2;

    private static final int FIOCLEX = 0x5451;
    private static final int FIONCLEX = 0x5450;
    private static final int FIONBIO = 0x5421;
    private static final int FIOASYNC = 0x5452;
    private static final int FIONREAD = 0x541B;
    private static final int FICLONE = 0x40049409;
    private static final int FICLONERANGE = 0x4020940d;
    private static final int GET_FLAGS = 0x80086601;
    private static final int SIOCOUTQ = 0x5411;
    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private final Core core;
    private final Tree tree;
    private final Mounts mounts;
    private final Descriptors descriptors;
    private final Terminals terminals;
    private final Pipes pipes;
    private final Sockets sockets;
    private final Locks locks;
    private final TaskTables tables;

    Controls(
            Core core,
            Tree tree,
            Mounts mounts,
            Descriptors descriptors,
            Terminals terminals,
            Pipes pipes,
            Sockets sockets,
            Locks locks,
            TaskTables tables) {
        this.core = core;
        this.tree = tree;
        this.mounts = mounts;
        this.descriptors = descriptors;
        this.terminals = terminals;
        this.pipes = pipes;
        this.sockets = sockets;
        this.locks = locks;
        this.tables = tables;
    }

    // ---- duplicates

    void duplicate(Caller caller, DescriptorCall.Duplicate call) {
        OpenFile file = caller.anyFile(call.descriptor());
        caller.answer(descriptors.install(caller, file, false));
    }

    void duplicateTo(Caller caller, DescriptorCall.DuplicateTo call) {
        if ((call.flags() & ~OpenFlags.CLOSE_ON_EXEC) != 0 || call.from() == call.to()) {
            throw new Refusal(Errno.EINVAL);
        }
        if (call.to() < 0 || call.to() >= caller.task.descriptorLimit()) {
            throw new Refusal(Errno.EBADF);
        }
        OpenFile file = caller.anyFile(call.from());
        descriptors.pin(file.id());
        descriptors.close(caller.task, call.to());
        descriptors.set(caller.task, call.to(), file.id(), call.flags() != 0);
        descriptors.unpin(file.id());
        caller.answer(call.to());
    }

    private void duplicateFrom(Caller caller, OpenFile file, long least, boolean closeOnExec) {
        if (least < 0 || least >= caller.task.descriptorLimit()) {
            throw new Refusal(Errno.EINVAL);
        }
        int number = descriptors.reserve(caller, (int) least);
        descriptors.set(caller.task, number, file.id(), closeOnExec);
        caller.answer(number);
    }

    void close(Caller caller, DescriptorCall.Close call) {
        caller.answer(descriptors.close(caller.task, call.descriptor()) ? null : Errno.EBADF);
    }

    void closeRange(Caller caller, DescriptorCall.CloseRange call) {
        if ((call.flags() & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)) != 0
                || Integer.compareUnsigned(call.first(), call.last()) > 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if ((call.flags() & CLOSE_RANGE_UNSHARE) != 0) {
            tables.affordOwn(caller.task);
            tables.unshare(caller.call.task());
        }
        TaskFiles task = core.state.task(caller.call.task());
        int last = call.last() < 0 ? Integer.MAX_VALUE : call.last();
        if (call.first() >= 0) {
            var range = core.state.table(task.table()).descriptors().subMap(call.first(), true, last, true);
            for (Integer number : range.keySet()) {
                closeOrMark(task, number, (call.flags() & CLOSE_RANGE_CLOEXEC) != 0);
            }
        }
        caller.answer(0);
    }

    private void closeOrMark(TaskFiles task, int number, boolean mark) {
        if (mark) {
            Table table = core.state.table(task.table());
            Table marked = table.with(
                    number, new Table.Descriptor(table.required(number).file(), true));
            core.state.tables = core.state.tables.plus(task.table(), marked);
        } else {
            descriptors.close(task, number);
        }
    }

    // ---- fcntl

    void control(Caller caller, DescriptorCall.Control call) {
        OpenFile file = caller.anyFile(call.descriptor());
        long argument = call.argument();
        if (file.isPath() && !allowedOnPath(call.command())) {
            throw new Refusal(Errno.EBADF);
        }
        switch (call.command()) {
            case F_DUPFD -> duplicateFrom(caller, file, argument, false);
            case F_DUPFD_CLOEXEC -> duplicateFrom(caller, file, argument, true);
            case F_GETFD ->
                caller.answer(caller.table().required(call.descriptor()).closeOnExec() ? 1 : 0);
            case F_SETFD -> mark(caller, call.descriptor(), (argument & 1) != 0);
            case F_GETFL -> caller.answer(file.flags());
            case F_SETFL -> setFlags(caller, file, (int) argument);
            case F_GETLK -> locks.test(caller, file, argument, false);
            case F_SETLK -> locks.set(caller, file, argument, false, false);
            case F_SETLKW -> locks.set(caller, file, argument, false, true);
            case F_OFD_GETLK -> locks.test(caller, file, argument, true);
            case F_OFD_SETLK -> locks.set(caller, file, argument, true, false);
            case F_OFD_SETLKW -> locks.set(caller, file, argument, true, true);
            case F_SETOWN -> setOwner(caller, file, (int) argument);
            case F_GETOWN -> caller.answer(file.owner());
            case F_SETSIG -> caller.answer(0);
            case F_GETSIG -> caller.answer(0);
            case F_GETLEASE -> caller.answer(F_UNLCK);
            case F_SETLEASE -> throw new Refusal(argument == F_UNLCK ? Errno.EAGAIN : Errno.EINVAL);
            case F_SETPIPE_SZ -> pipes.resize(caller, pipe(file), argument);
            case F_GETPIPE_SZ ->
                caller.answer(
                        file.opened() instanceof Opened.HostStream
                                ? Pipe.CAPACITY
                                : pipes.pipe(pipe(file)).capacity());
            case F_ADD_SEALS -> seal(caller, file, argument);
            case F_GET_SEALS -> caller.answer(Seals.shown(sealable(file)));
            case F_SETOWN_EX -> setOwner(caller, file, owner(caller.argument(argument, 8)));
            case F_GETOWN_EX -> caller.answer(0, argument, ownerImage(file.owner()));
            case F_GET_RW_HINT -> caller.answer(0, argument, new Layout(8).toBytes());
            default -> throw new Refusal(Errno.EINVAL);
        }
    }

    private static boolean allowedOnPath(int command) {
        return command == F_DUPFD
                || command == F_DUPFD_CLOEXEC
                || command == F_GETFD
                || command == F_SETFD
                || command == F_GETFL;
    }

    private Node.Regular sealable(OpenFile file) {
        boolean memory = file.opened() instanceof Opened.Plain && mounts.isOfMemory(file.place());
        if (memory && tree.inode(file.place().inode()).node() instanceof Node.Regular regular) {
            return regular;
        }
        throw new Refusal(Errno.EINVAL);
    }

    private void seal(Caller caller, OpenFile file, long seals) {
        if (!file.writable()) {
            throw new Refusal(Errno.EPERM);
        }
        Node.Regular changed = Seals.sealed(sealable(file), seals);
        tree.put(tree.inode(file.place().inode()).withNode(changed));
        caller.answer(0);
    }

    /// `struct f_owner_ex`: a thread, a process or a group, and its number.
    private static int owner(Bytes image) {
        int type = (int) Layout.read(image, 0, 4);
        int number = (int) Layout.read(image, 4, 4);
        if (type < 0 || type > OWNER_GROUP) {
            throw new Refusal(Errno.EINVAL);
        }
        return type == OWNER_GROUP ? -number : number;
    }

    private static Bytes ownerImage(int owner) {
        return new Layout(8)
                .putInt(owner < 0 ? OWNER_GROUP : OWNER_PROCESS)
                .putInt(Math.abs(owner))
                .toBytes();
    }

    private static long pipe(OpenFile file) {
        if (file.opened() instanceof Opened.PipeEnd end) {
            return end.pipe();
        }
        throw new Refusal(Errno.EBADF);
    }

    private void mark(Caller caller, int number, boolean closeOnExec) {
        Table table = caller.table();
        long file = table.required(number).file();
        caller.put(table.with(number, new Table.Descriptor(file, closeOnExec)));
        caller.answer(0);
    }

    private void setFlags(Caller caller, OpenFile file, int flags) {
        int changed = file.flags() & ~OpenFlags.CHANGEABLE | flags & OpenFlags.CHANGEABLE;
        descriptors.put(file.withFlags(changed));
        caller.answer(0);
    }

    private void setOwner(Caller caller, OpenFile file, int owner) {
        descriptors.put(file.withOwner(owner));
        caller.answer(0);
    }

    // ---- ioctl

    void deviceControl(Caller caller, DescriptorCall.DeviceControl call) {
        OpenFile file = caller.file(call.descriptor());
        switch (call.request()) {
            case FIOCLEX -> mark(caller, call.descriptor(), true);
            case FIONCLEX -> mark(caller, call.descriptor(), false);
            case FIONBIO -> setFlag(caller, file, OpenFlags.NON_BLOCKING, call.argument());
            case FIOASYNC -> setFlag(caller, file, OpenFlags.ASYNC, call.argument());
            case FICLONE -> refuseClone(caller, file, (int) call.argument());
            case FICLONERANGE ->
                refuseClone(caller, file, (int) Layout.read(caller.argument(call.argument(), 32), 0, 8));
            default -> kindControl(caller, file, call);
        }
    }

    private void setFlag(Caller caller, OpenFile file, int flag, long address) {
        boolean on = Layout.read(caller.argument(address, 4), 0, 4) != 0;
        setFlags(caller, file, on ? file.flags() | flag : file.flags() & ~flag);
    }

    private void kindControl(Caller caller, OpenFile file, DescriptorCall.DeviceControl call) {
        if (file.opened() instanceof Opened.TerminalLine line) {
            terminals.control(caller, call, line.terminal());
            return;
        }
        switch (call.request()) {
            case FIONREAD ->
                caller.answer(
                        0, call.argument(), new Layout(4).putInt(unread(file)).toBytes());
            case SIOCOUTQ -> unsent(caller, file, call.argument());
            case GET_FLAGS -> flags(caller, file, call.argument());
            default -> throw new Refusal(unknown(file));
        }
    }

    /// What a driver says of a request it does not know.
    private static Errno unknown(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Epoll e -> Errno.EINVAL;
            case Opened.Memoryless device ->
                device.kind() == Opened.Memoryless.Kind.RANDOM ? Errno.EINVAL : Errno.ENOTTY;
            case Opened.Plain p -> Errno.ENOTTY;
            case Opened.Text t -> Errno.ENOTTY;
            case Opened.HostStream s -> Errno.ENOTTY;
            case Opened.TerminalLine l -> Errno.ENOTTY;
            case Opened.PipeEnd e -> Errno.ENOTTY;
            case Opened.Counter c -> Errno.ENOTTY;
            case Opened.Timer t -> Errno.ENOTTY;
            case Opened.OfProcess p -> Errno.ENOTTY;
            case Opened.SocketEnd e -> Errno.ENOTTY;
        };
    }

    private long unread(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd end -> pipes.pipe(end.pipe()).size();
            case Opened.SocketEnd end -> sockets.unread(end.socket());
            case Opened.Plain p -> unreadOf(file);
            case Opened.Text t -> unreadOf(file);
            case Opened.Epoll e -> throw new Refusal(unknown(file));
            case Opened.Memoryless d -> throw new Refusal(unknown(file));
            case Opened.HostStream s -> throw new Refusal(unknown(file));
            case Opened.TerminalLine l -> throw new Refusal(unknown(file));
            case Opened.Counter c -> throw new Refusal(unknown(file));
            case Opened.Timer t -> throw new Refusal(unknown(file));
            case Opened.OfProcess p -> throw new Refusal(unknown(file));
        };
    }

    /// `SIOCOUTQ`: what a socket's messages that nobody has read take.
    private void unsent(Caller caller, OpenFile file, long address) {
        if (!(file.opened() instanceof Opened.SocketEnd(long id))) {
            throw new Refusal(unknown(file));
        }
        int unread = core.state.socket(id).account().outstanding();
        caller.answer(0, address, new Layout(4).putInt(unread).toBytes());
    }

    private long unreadOf(OpenFile file) {
        Inode inode = tree.inode(file.place().inode());
        if (!inode.isRegular()) {
            throw new Refusal(Errno.ENOTTY);
        }
        return inode.size() - file.offset();
    }

    /// `FS_IOC_GETFLAGS`: no file here has any.
    private void flags(Caller caller, OpenFile file, long address) {
        boolean plain = file.opened() instanceof Opened.Plain
                && !ProcName.isGenerated(file.place().inode());
        Inode inode = tree.inode(file.place().inode());
        if (!plain || !inode.isRegular() && !inode.isDirectory()) {
            throw new Refusal(unknown(file));
        }
        caller.answer(0, address, new Layout(4).toBytes());
    }

    /// No file system here shares pages between files, and each says so in its turn.
    private void refuseClone(Caller caller, OpenFile target, int descriptor) {
        OpenFile source = caller.file(descriptor);
        Inode from = tree.inode(source.place().inode());
        Inode to = tree.inode(target.place().inode());
        if (from.device() != to.device()) {
            throw new Refusal(Errno.EXDEV);
        }
        if (from.isDirectory() || to.isDirectory()) {
            throw new Refusal(Errno.EISDIR);
        }
        if (!from.isRegular() || !to.isRegular()) {
            throw new Refusal(Errno.EINVAL);
        }
        throw new Refusal(source.readable() && target.writable() ? Errno.ENOTSUP : Errno.EBADF);
    }
}
