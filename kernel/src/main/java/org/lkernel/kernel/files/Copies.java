package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;

/// `sendfile`, `splice`, `copy_file_range`: pieces of at most 64 KiB, read from one description and written to
/// the other.
final class Copies {
    private static final long OWN = -1;
    private static final int SPLICE_NONBLOCK = 2;
    private static final int SPLICE_KNOWN = 15;

    private final Core core;
    private final Tree tree;
    private final Descriptors descriptors;
    private final Streams streams;
    private final Transfers transfers;
    private final Terminals terminals;
    private final Splicing splicing;
    private final Turns turns;

    Copies(
            Core core,
            Tree tree,
            Descriptors descriptors,
            Streams streams,
            Transfers transfers,
            Terminals terminals,
            Turns turns) {
        this.core = core;
        this.tree = tree;
        this.descriptors = descriptors;
        this.streams = streams;
        this.transfers = transfers;
        this.terminals = terminals;
        this.splicing = new Splicing(core, tree);
        this.turns = turns;
    }

    // ---- the calls

    void send(Caller caller, TransferCall.SendFile call) {
        OpenFile source = caller.readable(call.source());
        long from = position(caller, call.offset());
        if (call.offset() != 0 && !Positions.isSeekable(source)) {
            throw new Refusal(Errno.ESPIPE);
        }
        OpenFile target = caller.writable(call.target());
        boolean gives = splicing.gives(source) && Positions.isSeekable(source);
        if (call.count() < 0 || !gives || !splicing.takes(target) || (target.flags() & OpenFlags.APPEND) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        begin(caller, source, target, from, OWN, call.offset(), 0, call.count(), true);
    }

    void splice(Caller caller, TransferCall.Splice call) {
        if (call.count() == 0) {
            caller.answer(0);
            return;
        }
        if ((call.flags() & ~SPLICE_KNOWN) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile source = caller.file(call.source());
        OpenFile target = caller.file(call.target());
        boolean fromPipe = Splicing.isPipe(source);
        boolean toPipe = Splicing.isPipe(target);
        if (fromPipe && call.sourceOffset() != 0 || toPipe && call.targetOffset() != 0) {
            throw new Refusal(Errno.ESPIPE);
        }
        if (!source.readable() || !target.writable()) {
            throw new Refusal(Errno.EBADF);
        }
        boolean same = fromPipe && toPipe && source.place().equals(target.place());
        if (!fromPipe && !toPipe
                || same
                || !fromPipe && !splicing.gives(source)
                || !toPipe && !splicing.takes(target)) {
            throw new Refusal(Errno.EINVAL);
        }
        boolean astray = call.sourceOffset() != 0 && !Positions.isSeekable(source)
                || call.targetOffset() != 0 && !Positions.isSeekable(target);
        if (astray || !toPipe && (target.flags() & OpenFlags.APPEND) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        long from = position(caller, call.sourceOffset());
        long to = position(caller, call.targetOffset());
        boolean patient = (call.flags() & SPLICE_NONBLOCK) == 0;
        begin(
                caller,
                source,
                target,
                from,
                to,
                call.sourceOffset(),
                call.targetOffset(),
                Math.min(call.count(), Pipe.CAPACITY),
                patient);
    }

    void copyRange(Caller caller, TransferCall.CopyRange call) {
        OpenFile source = caller.file(call.source());
        OpenFile target = caller.file(call.target());
        Inode from = tree.inode(source.place().inode());
        Inode to = tree.inode(target.place().inode());
        if (call.flags() != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        if (from.isDirectory() || to.isDirectory()) {
            throw new Refusal(Errno.EISDIR);
        }
        if (!from.isRegular() || !to.isRegular()) {
            throw new Refusal(Errno.EINVAL);
        }
        if (!source.readable() || !target.writable() || (target.flags() & OpenFlags.APPEND) != 0) {
            throw new Refusal(Errno.EBADF);
        }
        if (from.device() != to.device()) {
            throw new Refusal(Errno.EXDEV);
        }
        if (!splicing.isFile(source) || !splicing.isFile(target)) {
            throw new Refusal(Errno.EINVAL);
        }
        long fromOffset = position(caller, call.sourceOffset());
        long toOffset = position(caller, call.targetOffset());
        long start = fromOffset == OWN ? source.offset() : fromOffset;
        long end = toOffset == OWN ? target.offset() : toOffset;
        long count = Math.max(0, Math.min(call.count(), from.size() - start));
        if (from.id() == to.id() && start < end + count && end < start + count) {
            throw new Refusal(Errno.EINVAL);
        }
        begin(caller, source, target, fromOffset, toOffset, call.sourceOffset(), call.targetOffset(), count, true);
    }

    private static long position(Caller caller, long address) {
        if (address == 0) {
            return OWN;
        }
        long offset = Layout.read(caller.argument(address, 8), 0, 8);
        if (offset < 0) {
            throw new Refusal(Errno.EINVAL);
        }
        return offset;
    }

    private void begin(
            Caller caller,
            OpenFile source,
            OpenFile target,
            long from,
            long to,
            long fromAddress,
            long toAddress,
            long count,
            boolean patient) {
        if (source.opened() instanceof Opened.TerminalLine line) {
            terminals.requireReadable(caller, line.terminal());
        }
        if (target.opened() instanceof Opened.TerminalLine line) {
            terminals.requireWritable(caller, line.terminal());
        }
        Bytes chunk = isRandom(source) ? random(caller, count) : Bytes.EMPTY;
        long left = isRandom(source) ? chunk.length() : count;
        core.attempt(
                caller.call,
                new Operation.Copy(
                        source.id(), target.id(), from, to, fromAddress, toAddress, left, 0, chunk, patient));
    }

    private static boolean isRandom(OpenFile file) {
        return file.opened() instanceof Opened.Memoryless device && device.kind() == Opened.Memoryless.Kind.RANDOM;
    }

    /// One piece: the driver that makes it is asked while the call is checked.
    private static Bytes random(Caller caller, long count) {
        int length = (int) Math.min(count, Streams.CHUNK);
        Bytes given = length == 0
                ? null
                : caller.check.known(new Question.Randomness(length)).content();
        return given == null ? Bytes.EMPTY : given;
    }

    // ---- piece by piece

    Outcome attempt(Call call, Operation.Copy copy) {
        try {
            return copy.chunk().isEmpty() ? read(call, copy) : write(call, copy);
        } catch (Refusal refusal) {
            return failed(call, copy, refusal);
        }
    }

    /// What this message did is taken back as for any call, and here what an earlier one had read.
    private Outcome failed(Call call, Operation.Copy copy, Refusal refusal) {
        if (copy.done() > 0) {
            return done(copy);
        }
        core.takeBack();
        Ongoing ongoing = core.current(call);
        if (ongoing != null && ongoing.operation() instanceof Operation.Copy earlier) {
            rewound(earlier);
            core.keep();
        }
        return Streams.refused(0, refusal);
    }

    /// A signal came: what was moved counts, and what was only read is not moved.
    Outcome brokenOff(Operation.Copy copy) {
        if (copy.done() > 0) {
            return done(copy);
        }
        rewound(copy);
        return new Outcome.Done(new Completion.Interrupted(Completion.Restart.IF_ALLOWED));
    }

    /// The position before what was read and not written.
    private long rewound(Operation.Copy copy) {
        int unwritten = copy.chunk().length();
        OpenFile source = streams.file(copy.source());
        boolean positioned = source.opened() instanceof Opened.Plain || source.opened() instanceof Opened.Text;
        if (copy.from() == OWN && positioned) {
            descriptors.put(source.withOffset(source.offset() - unwritten));
        } else if (unwritten > 0) {
            streams.putBack(source, copy.chunk());
        }
        return copy.from() - unwritten;
    }

    private Outcome done(Operation.Copy copy) {
        long from = rewound(copy);
        List<CopyOut> outs = new ArrayList<>();
        if (copy.fromAddress() != 0) {
            outs.add(new CopyOut(copy.fromAddress(), new Layout(8).putLong(from).toBytes()));
        }
        if (copy.toAddress() != 0) {
            outs.add(new CopyOut(
                    copy.toAddress(), new Layout(8).putLong(copy.to()).toBytes()));
        }
        return new Outcome.Done(new Completion.Returned(copy.done(), List.copyOf(outs)));
    }

    private Outcome read(Call call, Operation.Copy copy) {
        OpenFile source = streams.file(copy.source());
        int length = (int) Math.min(copy.left(), Streams.CHUNK);
        if (length == 0) {
            return done(copy);
        }
        return switch (source.opened()) {
            case Opened.Plain p -> readFile(call, copy, source, length);
            case Opened.Text text -> moved(call, copy, takeText(copy, source, text.content(), length));
            case Opened.Epoll e -> throw new Refusal(Errno.EINVAL);
            case Opened.OfProcess p -> throw new Refusal(Errno.EINVAL);
            case Opened.HostStream s -> readFitting(call, copy, source, null, length);
            case Opened.Channel channel -> readFitting(call, copy, source, channel, length);
        };
    }

    /// Takes no more than there is room for, since it cannot be put back.
    ///
    /// @param channel null for the machine's own input, which the console is asked for
    private Outcome readFitting(
            Call call, Operation.Copy copy, OpenFile source, Opened.@Nullable Channel channel, int length) {
        OpenFile target = streams.file(copy.target());
        if (channel instanceof Opened.PipeEnd in && target.opened() instanceof Opened.PipeEnd out) {
            boolean waits = copy.patient() && !source.nonBlocking() && !target.nonBlocking();
            return movePages(copy, in.pipe(), out.pipe(), length, waits);
        }
        int fitting = Math.min(length, streams.room(target));
        if (fitting == 0) {
            return copy.done() > 0 ? done(copy) : waitForRoom(call, copy, target);
        }
        if (channel != null) {
            Bytes taken = streams.take(channel, fitting);
            return taken == null ? waitFor(copy, source) : moved(call, copy, taken);
        }
        if (copy.done() > 0) {
            return done(copy);
        }
        core.send(Port.CONSOLE, new Console.Read(call, fitting));
        return new Outcome.Awaiting(copy);
    }

    /// From pipe to pipe go the pages there are, as many as there is room for.
    private Outcome movePages(Operation.Copy copy, long from, long to, int length, boolean waits) {
        Pipe source = core.state.pipe(from);
        Pipe target = core.state.pipe(to);
        boolean nothingYet = source.size() == 0 && source.writers() > 0;
        if (waits && (nothingYet || target.readers() > 0 && target.isFull())) {
            return Outcome.blocked(copy, nothingYet ? from : to);
        }
        return Outcome.value(streams.move(from, to, length));
    }

    /// The console's input for a copy; empty at its end.
    Outcome typed(Call call, Operation.Copy copy, Bytes content) {
        return moved(call, copy, content);
    }

    private Outcome moved(Call call, Operation.Copy copy, Bytes taken) {
        return taken.isEmpty() ? done(copy) : attempt(call, copy.read(taken, copy.from()));
    }

    private Bytes takeText(Operation.Copy copy, OpenFile source, Bytes text, int length) {
        long offset = copy.from() == OWN ? source.offset() : copy.from();
        int count = (int) Math.max(0, Math.min(length, text.length() - offset));
        if (copy.from() == OWN) {
            descriptors.put(source.withOffset(offset + count));
        }
        return count == 0 ? Bytes.EMPTY : text.slice((int) offset, count);
    }

    private Outcome waitFor(Operation.Copy copy, OpenFile file) {
        if (copy.done() > 0) {
            return done(copy);
        }
        if (!copy.patient() || file.nonBlocking()) {
            throw new Refusal(Errno.EAGAIN);
        }
        return Outcome.blocked(copy, Streams.source(file));
    }

    private Outcome readFile(Call call, Operation.Copy copy, OpenFile source, int length) {
        Inode inode = tree.inode(source.place().inode());
        if (!(inode.node() instanceof Node.Regular regular)) {
            throw new Refusal(Errno.EINVAL);
        }
        long offset = copy.from() == OWN ? source.offset() : copy.from();
        int count = (int) Math.min(length, inode.size() - offset);
        if (count <= 0) {
            return done(copy);
        }
        core.send(Port.MEMORY, new Memory.LoadObject(call, regular.object(), offset, count));
        return new Outcome.Awaiting(copy);
    }

    /// `Memory` has read the piece.
    Outcome loaded(Call call, Operation.Copy copy, @Nullable Bytes content) {
        if (content == null || content.isEmpty()) {
            return failed(call, copy, new Refusal(Errno.EIO));
        }
        OpenFile source = streams.file(copy.source());
        if (copy.from() == OWN) {
            descriptors.put(source.withOffset(source.offset() + content.length()));
        }
        return attempt(call, copy.read(content, copy.from() == OWN ? OWN : copy.from() + content.length()));
    }

    private Outcome write(Call call, Operation.Copy copy) {
        OpenFile target = streams.file(copy.target());
        if (target.opened() instanceof Opened.Plain) {
            return transfers.store(call, copy, target);
        }
        if (target.opened() instanceof Opened.HostStream stream) {
            core.send(Port.CONSOLE, new Console.Write(call, stream.stream(), copy.chunk()));
            return new Outcome.Awaiting(copy);
        }
        int count = streams.accept(target, copy.chunk());
        if (count == 0) {
            return waitForRoom(call, copy, target);
        }
        return attempt(call, copy.wrote(count, copy.to()));
    }

    /// What was read and cannot be written yet stays with the call, so there is always something to come back
    /// for.
    private Outcome waitForRoom(Call call, Operation.Copy copy, OpenFile target) {
        if (target.nonBlocking() || !copy.patient()) {
            return failed(call, copy, new Refusal(Errno.EAGAIN));
        }
        return Outcome.blocked(copy, Streams.source(target));
    }

    /// The piece is in the file, or there is no room for it.
    Outcome stored(Call call, Operation.Copy copy, @Nullable Errno errno) {
        OpenFile target = streams.file(copy.target());
        int count = errno == null ? copy.chunk().length() : 0;
        if (target.opened() instanceof Opened.Plain) {
            turns.stored(target.place().inode(), (copy.to() == OWN ? target.offset() : copy.to()) + count, count);
        }
        if (errno != null) {
            return failed(call, copy, new Refusal(errno));
        }
        if (target.opened() instanceof Opened.Plain && copy.to() == OWN) {
            descriptors.put(target.withOffset(target.offset() + count));
        }
        return attempt(call, copy.wrote(count, copy.to() == OWN ? OWN : copy.to() + count));
    }
}
