package org.lkernel.kernel.files;

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
    private static final int F_UNLCK = 2;

    private static final int FIOCLEX = 0x5451;
    private static final int FIONCLEX = 0x5450;
    private static final int FIONBIO = 0x5421;
    private static final int FIOASYNC = 0x5452;
    private static final int FIONREAD = 0x541B;
    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Terminals terminals;
    private final Pipes pipes;
    private final Sockets sockets;
    private final Locks locks;
    private final TaskTables tables;

    Controls(
            Core core,
            Tree tree,
            Descriptors descriptors,
            Terminals terminals,
            Pipes pipes,
            Sockets sockets,
            Locks locks,
            TaskTables tables) {
        this.core = core;
        this.tree = tree;
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
            tables.unshare(caller.call.task());
        }
        TaskFiles task = core.state.task(caller.call.task());
        for (Integer number : core.state.table(task.table()).descriptors().keySet()) {
            if (Integer.compareUnsigned(number, call.first()) >= 0
                    && Integer.compareUnsigned(number, call.last()) <= 0) {
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
            case F_GETPIPE_SZ -> caller.answer(pipes.pipe(pipe(file)).capacity());
            case F_ADD_SEALS, F_GET_SEALS -> throw new Refusal(Errno.EINVAL);
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
        if (call.request() != FIONREAD) {
            throw new Refusal(Errno.ENOTTY);
        }
        long available = switch (file.opened()) {
            case Opened.PipeEnd end -> pipes.pipe(end.pipe()).size();
            case Opened.SocketEnd end -> sockets.available(end.socket());
            case Opened.Plain plain -> unread(file);
            default -> throw new Refusal(Errno.ENOTTY);
        };
        caller.answer(0, call.argument(), new Layout(4).putInt(available).toBytes());
    }

    private long unread(OpenFile file) {
        Inode inode = tree.inode(file.place().inode());
        if (!inode.isRegular()) {
            throw new Refusal(Errno.ENOTTY);
        }
        return inode.size() - file.offset();
    }
}
