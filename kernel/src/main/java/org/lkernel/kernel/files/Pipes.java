package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;

/// Pipes and FIFOs: `pipe(7)`, `fifo(7)`.
final class Pipes {
    private static final int SIGPIPE = 13;
    private static final int CAPACITY_LEAST = 4096;
    private static final int FULL_SIZED = 1024;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;

    Pipes(Core core, Tree tree, Descriptors descriptors) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
    }

    Pipe pipe(long id) {
        return core.state.pipe(id);
    }

    /// Past so many pipes a new one is a single page, as `pipe-user-pages-soft` has it.
    private int capacity() {
        return core.state.pipes.size() < FULL_SIZED ? Pipe.CAPACITY : CAPACITY_LEAST;
    }

    private void put(Pipe pipe) {
        core.state.pipes = core.state.pipes.plus(pipe.id(), pipe);
        core.changed(pipe.id());
    }

    // ---- opening and closing

    void make(Caller caller, ChannelCall.MakePipe call, Place nowhere) {
        int known = OpenFlags.CLOSE_ON_EXEC | OpenFlags.NON_BLOCKING | OpenFlags.DIRECT;
        if ((call.flags() & ~known) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.reserve(caller, caller.table().free(0) + 1);
        long id = core.state.nextId();
        Inode inode = tree.make(
                Boot.PIPE_DEVICE,
                Mode.FIFO | 0600,
                caller.credentials().fileUser(),
                caller.credentials().fileGroup(),
                new Node.Fifo(id));
        tree.put(inode.withLinks(0, core.nowNanos()).named(0, "pipe:[" + inode.id() + "]"));
        put(Pipe.fresh(id, inode.id()).withCapacity(capacity()).withReaders(1).withWriters(1));
        Place place = new Place(nowhere.mount(), inode.id());
        int status = call.flags() & (OpenFlags.NON_BLOCKING | OpenFlags.DIRECT);
        boolean closeOnExec = (call.flags() & OpenFlags.CLOSE_ON_EXEC) != 0;
        OpenFile in = descriptors.open(status | OpenFlags.READ_ONLY, place, 0, "", new Opened.PipeEnd(id));
        OpenFile out = descriptors.open(status | OpenFlags.WRITE_ONLY, place, 0, "", new Opened.PipeEnd(id));
        int first = descriptors.install(caller, in, closeOnExec);
        int second = descriptors.install(caller, out, closeOnExec);
        caller.answer(
                0, call.address(), new Layout(8).putInt(first).putInt(second).toBytes());
    }

    /// Opens a FIFO by name: it waits for the other end unless told otherwise.
    void openFifo(Caller caller, PathWalk.Found found, Inode inode, int flags) {
        boolean reads = OpenFlags.readable(flags);
        boolean writes = OpenFlags.writable(flags);
        long old = ((Node.Fifo) inode.node()).pipe();
        boolean nameless = inode.device() == Boot.PIPE_DEVICE;
        boolean patient = (flags & OpenFlags.NON_BLOCKING) == 0 && !nameless;
        if (writes && !reads && !patient && !nameless && (old == 0 || pipe(old).readers() == 0)) {
            throw new Refusal(Errno.ENXIO);
        }
        long id = old != 0 ? old : core.state.nextId();
        if (old == 0) {
            tree.put(inode.withNode(new Node.Fifo(id)));
        }
        Pipe before = old != 0 ? pipe(old) : Pipe.fresh(id, inode.id()).withCapacity(capacity());
        Pipe after = reads ? before.withReaders(1) : before;
        after = writes ? after.withWriters(1) : after;
        put(after);
        OpenFile file =
                descriptors.open(flags, found.existing(), found.parent().inode(), found.name(), new Opened.PipeEnd(id));
        boolean closeOnExec = (flags & OpenFlags.CLOSE_ON_EXEC) != 0;
        boolean alone = reads ? after.writers() == 0 : after.readers() == 0;
        long partners = !patient || !alone ? -1 : reads ? before.writersEver() : before.readersEver();
        core.attempt(caller.call, new Operation.OpenFifo(file.id(), id, reads, partners, closeOnExec));
    }

    Outcome open(Caller caller, Operation.OpenFifo open) {
        Pipe pipe = pipe(open.pipe());
        long now = open.reader() ? pipe.writersEver() : pipe.readersEver();
        if (now == open.partners()) {
            return Outcome.blocked(open, pipe.id());
        }
        OpenFile file = core.state.file(open.file());
        return Outcome.value(descriptors.install(caller, file, open.closeOnExec()));
    }

    void closed(OpenFile file, long id) {
        Pipe pipe = pipe(id);
        pipe = file.readable() ? pipe.withReaders(-1) : pipe;
        pipe = file.writable() ? pipe.withWriters(-1) : pipe;
        put(pipe);
        if (pipe.readers() == 0 && pipe.writers() == 0) {
            core.ledger.charge(-pipe.size());
            core.state.pipes = core.state.pipes.minus(id);
            Inode inode = tree.inode(pipe.inode());
            tree.put(inode.withNode(new Node.Fifo(0)));
        }
    }

    // ---- bytes

    /// What there is, at most `length`; empty at the end of the file, null when one must wait.
    @Nullable
    Bytes take(long id, int length) {
        Pipe pipe = pipe(id);
        if (pipe.size() == 0) {
            return pipe.writers() == 0 || length == 0 ? Bytes.EMPTY : null;
        }
        Bytes taken = pipe.peek(length);
        core.ledger.charge(-taken.length());
        put(pipe.drop(taken.length()));
        return taken;
    }

    /// How much went in; 0 when one must wait. What fits `PIPE_BUF` goes in whole.
    int accept(long id, Bytes chunk, boolean whole) {
        Pipe pipe = pipe(id);
        if (pipe.readers() == 0) {
            throw new Refusal(Errno.EPIPE, SIGPIPE);
        }
        int room = pipe.room();
        if (room == 0 || whole && room < chunk.length()) {
            return 0;
        }
        int count = Math.min(room, chunk.length());
        core.ledger.afford(count, Errno.ENOMEM);
        core.ledger.charge(count);
        put(pipe.append(chunk.slice(0, count)));
        return count;
    }

    int ready(OpenFile file, long id) {
        Pipe pipe = pipe(id);
        int events = 0;
        if (file.readable()) {
            events |= pipe.size() > 0 ? Readiness.IN : 0;
            events |= pipe.writers() == 0 && pipe.writersEver() > 0 ? Readiness.HUP : 0;
        }
        if (file.writable()) {
            events |= pipe.hasSlot() ? Readiness.OUT : 0;
            events |= pipe.readers() == 0 ? Readiness.ERR : 0;
        }
        return events;
    }

    /// `F_SETPIPE_SZ`: a power of two that holds what is in it.
    void resize(Caller caller, long id, long wanted) {
        if (wanted < 0 || wanted > 1L << 31) {
            throw new Refusal(Errno.EINVAL);
        }
        int capacity = CAPACITY_LEAST;
        while (capacity < wanted) {
            capacity *= 2;
        }
        if (capacity > Pipe.CAPACITY_MAXIMUM && !caller.capable(Permissions.CAP_SYS_RESOURCE)) {
            throw new Refusal(Errno.EPERM);
        }
        if (pipe(id).size() > capacity) {
            throw new Refusal(Errno.EBUSY);
        }
        put(pipe(id).withCapacity(capacity));
        core.complete(caller.call, Completion.value(capacity));
    }

    /// `tee(2)`: what is in one pipe goes into another and stays.
    void tee(Caller caller, TransferCall.Tee call) {
        OpenFile source = caller.readable(call.source());
        OpenFile target = caller.writable(call.target());
        if (!(source.opened() instanceof Opened.PipeEnd(long from))
                || !(target.opened() instanceof Opened.PipeEnd(long to))
                || from == to) {
            throw new Refusal(Errno.EINVAL);
        }
        Bytes content = pipe(from).peek((int) Math.min(call.count(), pipe(to).room()));
        if (content.isEmpty()) {
            if (call.count() == 0 || pipe(from).size() == 0 && pipe(from).writers() == 0) {
                caller.answer(0);
                return;
            }
            throw new Refusal(Errno.EAGAIN);
        }
        caller.answer(accept(to, content, false));
    }
}
