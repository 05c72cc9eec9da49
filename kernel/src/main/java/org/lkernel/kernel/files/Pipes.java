package org.lkernel.kernel.files;

import java.util.List;
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
        OpenFile in = descriptors.open(status | OpenFlags.READ_ONLY, place, 0, "", new Opened.PipeEnd(id, 0));
        OpenFile out = descriptors.open(status | OpenFlags.WRITE_ONLY, place, 0, "", new Opened.PipeEnd(id, 0));
        int first = descriptors.install(caller, in, closeOnExec);
        int second = descriptors.install(caller, out, closeOnExec);
        caller.answerMade(
                first,
                second,
                call.address(),
                new Layout(8).putInt(first).putInt(second).toBytes());
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
        if (reads && before.readers() == 0 || writes && before.writers() == 0) {
            core.wake(id, Readiness.ANYTHING | Readiness.READERS);
        }
        long known = reads && !patient && after.writers() == 0 ? after.writersEver() : 0;
        OpenFile file = descriptors.open(
                flags, found.existing(), found.parent().inode(), found.name(), new Opened.PipeEnd(id, known));
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
        if ((pipe.readers() == 0) != (pipe.writers() == 0)) {
            core.changed(id);
        }
        if (pipe.readers() == 0 && pipe.writers() == 0) {
            core.ledger.charge(-pipe.size());
            core.state.pipes = core.state.pipes.minus(id);
            Inode inode = tree.inode(pipe.inode());
            tree.put(inode.withNode(new Node.Fifo(0)));
        }
    }

    // ---- bytes

    /// What there is, at most `length`; nothing at the end of the file, null when one must wait.
    ///
    /// @param whole whether a packet is taken as one
    Pipe.@Nullable Taken take(long id, int length, boolean whole) {
        Pipe pipe = pipe(id);
        if (pipe.size() == 0 || length == 0) {
            return pipe.writers() == 0 || length == 0
                    ? new Pipe.Taken(Bytes.EMPTY, List.of(), false, Bytes.EMPTY, pipe)
                    : null;
        }
        Pipe.Taken taken = pipe.take(length, whole);
        core.ledger.charge(taken.rest().size() - pipe.size());
        put(taken.rest());
        if (whole && pipe.isFull() && !taken.rest().isFull()) {
            core.wake(id, Readiness.WRITE | Readiness.WRITERS);
        } else if (!whole && taken.rest().gone() > pipe.gone()) {
            core.wake(id, Readiness.ANYTHING | Readiness.WRITERS);
        }
        return taken;
    }

    void putBack(long id, List<Bytes> pieces, boolean packet) {
        Pipe pipe = pipe(id);
        Pipe fuller = pipe.putBack(pieces, packet);
        core.ledger.charge(fuller.size() - pipe.size());
        put(fuller);
        core.wake(id, 0);
    }

    /// How much of a write went in; 0 when one must wait.
    ///
    /// What is left over when a write is cut into pages comes first, so that it may find room in the last page.
    int write(OpenFile file, Operation.Write write) {
        long id = ((Opened.PipeEnd) file.opened()).pipe();
        Pipe pipe = writable(id);
        if ((file.flags() & OpenFlags.DIRECT) != 0) {
            return grown(pipe, pipe.appendPackets(write.chunk()));
        }
        int odd = (int) (write.length() & Pipe.PAGE - 1);
        int leading = write.done() == 0
                ? odd
                : Math.min(pipe.roomInLast(), write.chunk().length());
        boolean continues = write.done() == 0 || write.done() % Streams.CHUNK == 0;
        return grown(pipe, pipe.append(write.chunk(), continues ? leading : 0));
    }

    /// How much of what another file gave went in.
    int accept(long id, Bytes chunk) {
        Pipe pipe = writable(id);
        return grown(pipe, pipe.appendSealed(chunk));
    }

    private Pipe writable(long id) {
        Pipe pipe = pipe(id);
        if (pipe.readers() == 0) {
            throw new Refusal(Errno.EPIPE, SIGPIPE);
        }
        return pipe;
    }

    private int grown(Pipe pipe, Pipe longer) {
        int count = longer.size() - pipe.size();
        if (count > 0) {
            core.ledger.afford(count, Errno.ENOMEM);
            core.ledger.charge(count);
            put(longer);
            knock(pipe.id());
        }
        return count;
    }

    /// Tells readers, which a write does even when it found no room.
    void knock(long id) {
        core.wake(id, Readiness.READ | Readiness.READERS);
    }

    int ready(OpenFile file, Opened.PipeEnd end) {
        Pipe pipe = pipe(end.pipe());
        int events = 0;
        if (file.readable()) {
            events |= pipe.size() > 0 ? Readiness.READ : 0;
            events |= pipe.writers() == 0 && pipe.writersEver() != end.known() ? Readiness.HUP : 0;
        }
        if (file.writable()) {
            events |= pipe.isFull() ? 0 : Readiness.WRITE;
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
        if (pipe(id).content().size() > capacity / Pipe.PAGE) {
            throw new Refusal(Errno.EBUSY);
        }
        put(pipe(id).withCapacity(capacity));
        core.wake(id, Readiness.ANYTHING | Readiness.WRITERS);
        core.complete(caller.call, Completion.value(capacity));
    }

    /// What is to go from one pipe to another must be there, or never come, and find room there.
    private void requireMovable(long from, long to) {
        if (pipe(from).size() == 0 && pipe(from).writers() > 0) {
            throw new Refusal(Errno.EAGAIN);
        }
        if (writable(to).isFull()) {
            throw new Refusal(Errno.EAGAIN);
        }
    }

    /// Moves pages from a pipe to another, which may wait for neither; how many bytes.
    int move(long from, long to, int length) {
        requireMovable(from, to);
        Pipe target = pipe(to);
        List<Bytes> pages = pipe(from).pages(Math.min(length, pipe(from).size()));
        int count = grown(target, target.appendPages(pages));
        if (count > 0) {
            take(from, count, false);
        }
        return count;
    }

    /// `tee(2)`: what is in one pipe goes into another and stays.
    void tee(Caller caller, TransferCall.Tee call) {
        OpenFile source = caller.readable(call.source());
        OpenFile target = caller.writable(call.target());
        if (!(source.opened() instanceof Opened.PipeEnd(long from, long known))
                || !(target.opened() instanceof Opened.PipeEnd(long to, long other))
                || from == to) {
            throw new Refusal(Errno.EINVAL);
        }
        Pipe ahead = pipe(from);
        if (call.count() == 0) {
            caller.answer(0);
            return;
        }
        requireMovable(from, to);
        if (ahead.size() == 0) {
            caller.answer(0);
            return;
        }
        caller.answer(grown(pipe(to), pipe(to).appendPages(ahead.pages((int) Math.min(call.count(), ahead.size())))));
    }
}
