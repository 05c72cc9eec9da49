package org.lkernel.kernel.files;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.FilesState.Transfer;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;

/// Reads and writes: of regular files, which `Memory` finishes, and of everything else.
final class Transfers {
    /// The most one call moves: `MAX_RW_COUNT`.
    private static final long MOST = 0x7ffff000L;

    private static final long OWN = -1;
    /// The position of a write that goes to the end whatever the description says.
    private static final long END = -2;
    private static final int SIGXFSZ = 25;
    private static final int ENTROPY_MAXIMUM = 65536;

    /// What `Memory` writes in one step: nobody sees half of it.
    private static final long STEP = 64 << 10;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Terminals terminals;
    private final Turns turns;

    /// `TASK_COMM_LEN` of Linux.
    private static final int NAME_BYTES = 16;

    Transfers(Core core, Tree tree, Descriptors descriptors, Terminals terminals, Turns turns) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
        this.terminals = terminals;
        this.turns = turns;
    }

    // ---- reading

    void readAt(Caller caller, int descriptor, List<Segment> target, long length, long offset) {
        if (offset < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(descriptor);
        Positions.requireSeekable(file);
        requireMode(file.readable());
        read(caller, file, target, length, offset);
    }

    void read(Caller caller, OpenFile file, List<Segment> target, long length) {
        read(caller, file, target, length, OWN);
    }

    private void read(Caller caller, OpenFile file, List<Segment> target, long length, long offset) {
        long wanted = Math.min(length, MOST);
        int piece = (int) Math.min(wanted, Streams.CHUNK);
        switch (file.opened()) {
            case Opened.Plain plain -> readFile(caller, file, target, wanted, offset);
            case Opened.Text text -> readText(caller, file, text.content(), target, wanted, offset);
            case Opened.HostStream stream -> readHost(caller, target);
            case Opened.Memoryless device
            when device.kind() == Opened.Memoryless.Kind.RANDOM -> readRandom(caller, target, piece);
            case Opened.Memoryless device
            when device.kind() == Opened.Memoryless.Kind.ZERO -> readZeroes(caller, file, target, wanted);
            case Opened.TerminalLine line -> readTerminal(caller, file, line.terminal(), target, piece);
            case Opened.Memoryless d -> readStream(caller, file, target, piece);
            case Opened.PipeEnd e -> readStream(caller, file, target, piece);
            case Opened.Counter c -> readStream(caller, file, target, piece);
            case Opened.Timer t -> readStream(caller, file, target, piece);
            case Opened.SocketEnd s -> readSocket(caller, file, target, (int) Math.min(wanted, SocketAccount.BUFFER));
            case Opened.Epoll e -> throw new Refusal(Errno.EINVAL);
            case Opened.OfProcess p -> throw new Refusal(Errno.EINVAL);
        }
    }

    /// To read nothing of a socket always works.
    private void readSocket(Caller caller, OpenFile file, List<Segment> target, int length) {
        if (length == 0) {
            caller.answer(0);
        } else {
            core.attempt(caller.call, new Operation.Receive(file.id(), target, length, 0, 0, 0, 0, 0));
        }
    }

    private void readStream(Caller caller, OpenFile file, List<Segment> target, int length) {
        core.attempt(caller.call, new Operation.Read(file.id(), target, length, Ongoing.NEVER));
    }

    /// All of it at once, like a file without end: an object that nobody writes to.
    private void readZeroes(Caller caller, OpenFile file, List<Segment> target, long length) {
        long inode = file.place().inode();
        hand(caller.call, new Transfer(caller.call.serial(), file.id(), inode, 0, length, length, false));
        core.send(Port.MEMORY, new Memory.ReadObject(caller.call, ObjectKey.ZEROES, 0, target, length));
    }

    private void readTerminal(Caller caller, OpenFile file, long terminal, List<Segment> target, int length) {
        terminals.requireReadable(caller, terminal);
        readStream(caller, file, target, length);
    }

    private void readHost(Caller caller, List<Segment> target) {
        core.attempt(caller.call, new Operation.HostRead(target));
    }

    private void readRandom(Caller caller, List<Segment> target, int length) {
        Bytes random = caller.check
                .known(new Question.Randomness(Math.min(length, ENTROPY_MAXIMUM)))
                .content();
        Bytes given = random == null ? Bytes.EMPTY : random;
        core.complete(caller.call, new Completion.Returned(given.length(), Operation.scatter(target, given)));
    }

    private void readText(Caller caller, OpenFile file, Bytes text, List<Segment> target, long length, long at) {
        long offset = at == OWN ? file.offset() : at;
        int count = (int) Math.max(0, Math.min(length, text.length() - offset));
        if (at == OWN) {
            descriptors.put(file.withOffset(offset + count));
        }
        Bytes part = count == 0 ? Bytes.EMPTY : text.slice((int) offset, count);
        core.complete(caller.call, new Completion.Returned(count, Operation.scatter(target, part)));
    }

    private void readFile(Caller caller, OpenFile file, List<Segment> target, long length, long at) {
        Inode inode = tree.inode(file.place().inode());
        if (!(inode.node() instanceof Node.Regular regular)) {
            throw new Refusal(inode.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
        }
        long offset = at == OWN ? file.offset() : at;
        long count = Math.min(length, inode.size() - offset);
        if (count <= 0) {
            caller.answer(0);
            return;
        }
        if (at == OWN) {
            descriptors.put(file.withOffset(offset + count));
        }
        hand(
                caller.call,
                new Transfer(
                        caller.call.serial(), file.id(), inode.id(), offset, inode.size(), inode.size(), at == OWN));
        core.send(Port.MEMORY, new Memory.ReadObject(caller.call, regular.object(), offset, target, count));
    }

    /// `Memory` answers the hart; only if it falls short is there anything left to do here.
    private void hand(Call call, Transfer transfer) {
        core.forget(call);
        core.state.transfers = core.state.transfers.plus(call.task(), transfer);
    }

    private static void requireMode(boolean allowed) {
        if (!allowed) {
            throw new Refusal(Errno.EBADF);
        }
    }

    // ---- writing

    void writeAt(Caller caller, int descriptor, Payload data, long offset) {
        if (offset < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(descriptor);
        Positions.requireSeekable(file);
        if (file.opened() instanceof Opened.Text) {
            throw new Refusal(Errno.ESPIPE);
        }
        requireMode(file.writable());
        write(caller, file, data, offset);
    }

    /// `RWF_APPEND`.
    void append(Caller caller, OpenFile file, Payload data) {
        write(caller, file, data, file.opened() instanceof Opened.Plain ? END : OWN);
    }

    void write(Caller caller, OpenFile file, Payload data) {
        write(caller, file, data, OWN);
    }

    private void write(Caller caller, OpenFile file, Payload data, long offset) {
        if (file.opened() instanceof Opened.Plain) {
            writeFile(caller, file, data, offset);
            return;
        }
        if (file.opened() instanceof Opened.TerminalLine line) {
            terminals.requireWritable(caller, line.terminal());
        }
        if (file.opened() instanceof Opened.Text
                && ProcName.of(file.place().inode()).kind() == ProcName.Kind.COMM) {
            rename(caller, ProcName.of(file.place().inode()).pid(), data);
            return;
        }
        if (data.length() == 0 && takesNothing(file)) {
            caller.answer(0);
            return;
        }
        Bytes first = data.inline() == null ? Bytes.EMPTY : data.inline();
        long length = Math.min(data.length(), MOST);
        if (file.opened() instanceof Opened.Counter && first.isEmpty()) {
            throw new Refusal(Errno.EINVAL);
        }
        core.attempt(caller.call, Operation.Write.plain(file.id(), data.segments(), length, first));
    }

    /// A write to `comm` names the task, whatever the offset; longer names are cut off.
    private static void rename(Caller caller, int task, Payload data) {
        Bytes name = data.inline();
        if (name == null) {
            Segment first = data.segments().getFirst();
            name = caller.argument(first.address(), (int) Math.min(first.length(), NAME_BYTES));
        }
        if (caller.check.known(new Question.Rename(task, name)).content() == null) {
            throw new Refusal(Errno.EINVAL);
        }
        caller.answer(data.length());
    }

    /// Whether a write of no bytes is done without the driver, which may object.
    private static boolean takesNothing(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd e -> true;
            case Opened.HostStream s -> true;
            case Opened.TerminalLine l -> true;
            case Opened.Text t -> true;
            case Opened.Plain p -> true;
            case Opened.Memoryless device
            when device.kind() == Opened.Memoryless.Kind.FULL -> throw new Refusal(Errno.ENOSPC);
            case Opened.Memoryless d -> true;
            case Opened.Counter c -> false;
            case Opened.SocketEnd s -> false;
            case Opened.Timer t -> throw new Refusal(Errno.EINVAL);
            case Opened.Epoll e -> throw new Refusal(Errno.EINVAL);
            case Opened.OfProcess p -> throw new Refusal(Errno.EINVAL);
        };
    }

    private void writeFile(Caller caller, OpenFile file, Payload data, long at) {
        Inode inode = tree.inode(file.place().inode());
        if (!(inode.node() instanceof Node.Regular regular)) {
            throw new Refusal(Errno.EINVAL);
        }
        turns.await(inode);
        boolean append = (file.flags() & OpenFlags.APPEND) != 0 || at == END;
        long offset = append ? inode.size() : at == OWN ? file.offset() : at;
        long length = Math.min(data.length(), MOST);
        if (length == 0) {
            caller.answer(0);
            return;
        }
        length = limited(caller, offset, length);
        Seals.requireWritable(regular, inode.size(), offset + length);
        Inode own = modified(caller, inode);
        if (at == OWN) {
            descriptors.put(file.withOffset(offset + length));
        }
        long size = Math.max(own.size(), offset + length);
        boolean reported = size > own.size() || length > STEP || isParked(caller.call);
        if (reported) {
            turns.take(inode.id(), caller.call);
            core.await(caller.call, new Operation.Extend(file.id(), inode.id(), offset, at == OWN));
        } else {
            hand(caller.call, new Transfer(caller.call.serial(), file.id(), inode.id(), offset, size, size, at == OWN));
        }
        ObjectKey object = ((Node.Regular) own.node()).object();
        core.send(Port.MEMORY, new Memory.WriteObject(caller.call, object, offset, data, length, size, reported));
    }

    /// How much may be written there: `RLIMIT_FSIZE`, and what an offset can say.
    static long limited(Caller caller, long offset, long length) {
        if (offset >= caller.task.sizeLimit()) {
            throw new Refusal(Errno.EFBIG, SIGXFSZ);
        }
        long room = Math.min(caller.task.sizeLimit(), Long.MAX_VALUE) - offset;
        if (room <= 0) {
            throw new Refusal(Errno.EFBIG);
        }
        return Math.min(length, room);
    }

    /// The inode as the machine's own, and as a write by this caller leaves it: newer, without set-id bits.
    Inode modified(Caller caller, Inode inode) {
        Inode own = tree.adopt(inode);
        int mode = own.mode();
        if (!caller.capable(Permissions.CAP_FSETID)) {
            mode &= ~Mode.SET_USER;
            mode &= (mode & 010) != 0 ? ~Mode.SET_GROUP : ~0;
        }
        Inode changed = (mode == own.mode() ? own : own.withMode(mode, core.nowNanos())).modified(core.nowNanos());
        tree.put(changed);
        return changed;
    }

    /// Whether the call's hart was told to go on without it.
    private boolean isParked(Call call) {
        Ongoing ongoing = core.current(call);
        return ongoing != null && ongoing.parked();
    }

    /// A piece of a copy goes into a file.
    Outcome store(Call call, Operation.Copy copy, OpenFile target) {
        if (turns.isTaken(target.place().inode())) {
            return Outcome.blocked(copy, target.place().inode());
        }
        Inode old = tree.inode(target.place().inode());
        if (!(old.node() instanceof Node.Regular)) {
            throw new Refusal(Errno.EINVAL);
        }
        long offset = copy.to() == OWN ? target.offset() : copy.to();
        long end = offset + copy.chunk().length();
        Seals.requireWritable((Node.Regular) old.node(), old.size(), end);
        Inode inode = modified(new Caller(core, call, Operation.Check.none(call.task())), old);
        Node.Regular regular = (Node.Regular) inode.node();
        turns.take(inode.id(), call);
        core.send(Port.MEMORY, new Memory.StoreObject(call, regular.object(), offset, copy.chunk(), end));
        return new Outcome.Awaiting(copy);
    }

    // ---- falling short

    void shortened(Files.Shortened message) {
        Call call = message.call();
        Transfer transfer = core.state.transfers.get(call.task());
        if (transfer == null || transfer.serial() != call.serial()) {
            throw new IllegalStateException("no transfer of " + call);
        }
        OpenFile file = descriptors.file(transfer.file());
        if (file != null && transfer.moves()) {
            descriptors.put(file.withOffset(transfer.offset() + message.copied()));
        }
        Errno errno = message.errno();
        core.keep();
        core.complete(
                call,
                errno == null || message.copied() > 0 ? Completion.value(message.copied()) : Completion.error(errno));
    }

    /// The console's answer to a read.
    Outcome inputRead(Operation.HostRead read, Bytes content) {
        return new Outcome.Done(new Completion.Returned(content.length(), Operation.scatter(read.target(), content)));
    }
}
