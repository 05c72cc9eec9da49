package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.device.Console;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Everything that is read and written as a stream: tried, and tried again when its source has changed.
final class Streams {
    /// What one answer carries at most, and what is fetched of the caller's memory at a time.
    static final int CHUNK = 65536;

    private final Core core;
    private final Pipes pipes;
    private final Terminals terminals;
    private final Counters counters;
    private final Sockets sockets;

    Streams(Core core, Pipes pipes, Terminals terminals, Counters counters, Sockets sockets) {
        this.core = core;
        this.pipes = pipes;
        this.terminals = terminals;
        this.counters = counters;
        this.sockets = sockets;
    }

    OpenFile file(long id) {
        return core.state.file(id);
    }

    // ---- one piece

    /// What a read gets now: empty at the end, null when it must wait.
    @Nullable
    Bytes take(Opened.Channel channel, int length) {
        return switch (channel) {
            case Opened.PipeEnd end -> pipes.take(end.pipe(), length);
            case Opened.TerminalLine line -> terminals.take(line.terminal(), length);
            case Opened.Counter counter -> counters.take(counter.counter(), length);
            case Opened.Timer timer -> counters.takeTimer(timer.timer(), length);
            case Opened.SocketEnd end -> sockets.take(end.socket(), length);
            case Opened.Memoryless device ->
                device.kind() == Opened.Memoryless.Kind.NULL ? Bytes.EMPTY : Bytes.wrap(new byte[length]);
        };
    }

    /// How much of a write went in now; 0 when it must wait.
    ///
    /// @param whole all or nothing
    int accept(OpenFile file, Bytes chunk, boolean whole) {
        return switch (file.opened()) {
            case Opened.Channel channel -> accept(channel, chunk, whole);
            case Opened.Text text -> throw new Refusal(Errno.EIO);
            case Opened.HostStream stream -> throw new Refusal(Errno.EINVAL);
            case Opened.Plain plain -> throw new Refusal(Errno.EINVAL);
            case Opened.Epoll epoll -> throw new Refusal(Errno.EINVAL);
        };
    }

    private int accept(Opened.Channel channel, Bytes chunk, boolean whole) {
        return switch (channel) {
            case Opened.PipeEnd end -> pipes.accept(end.pipe(), chunk, whole);
            case Opened.TerminalLine line -> terminals.accept(line.terminal(), chunk);
            case Opened.Counter counter -> counters.add(counter.counter(), chunk);
            case Opened.SocketEnd end -> sockets.accept(end.socket(), chunk, whole);
            case Opened.Memoryless device -> discard(device.kind(), chunk);
            case Opened.Timer timer -> throw new Refusal(Errno.EINVAL);
        };
    }

    private static int discard(Opened.Memoryless.Kind kind, Bytes chunk) {
        if (kind == Opened.Memoryless.Kind.FULL) {
            throw new Refusal(Errno.ENOSPC);
        }
        return chunk.length();
    }

    /// How much could be accepted now: what is taken from one stream for another must fit, for it cannot be put
    /// back.
    int room(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd end ->
                core.state.pipe(end.pipe()).readers() == 0
                        ? CHUNK
                        : core.state.pipe(end.pipe()).room();
            case Opened.TerminalLine line -> terminals.terminal(line.terminal()).stopped() ? 0 : CHUNK;
            case Opened.SocketEnd end -> sockets.room(end.socket());
            case Opened.Counter c -> CHUNK;
            case Opened.Timer t -> CHUNK;
            case Opened.Memoryless d -> CHUNK;
            case Opened.Text t -> CHUNK;
            case Opened.HostStream s -> CHUNK;
            case Opened.Plain p -> CHUNK;
            case Opened.Epoll e -> CHUNK;
        };
    }

    /// The events a description has now.
    int ready(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd end -> pipes.ready(file, end.pipe());
            case Opened.TerminalLine line -> terminals.ready(line.terminal());
            case Opened.Counter counter -> counters.ready(counter.counter());
            case Opened.Timer timer -> counters.readyTimer(timer.timer());
            case Opened.SocketEnd end -> sockets.ready(end.socket());
            case Opened.Epoll epoll -> core.state.epoll(epoll.epoll()).ready().isEmpty() ? 0 : Readiness.IN;
            case Opened.Memoryless device -> Readiness.IN | Readiness.OUT;
            case Opened.Text text -> Readiness.IN | Readiness.OUT;
            case Opened.HostStream stream -> Readiness.IN | Readiness.OUT;
            case Opened.Plain plain -> Readiness.IN | Readiness.OUT;
        };
    }

    /// What to wait for, or 0 for what is always ready.
    static long source(OpenFile file) {
        return switch (file.opened()) {
            case Opened.PipeEnd end -> end.pipe();
            case Opened.TerminalLine line -> line.terminal();
            case Opened.Counter counter -> counter.counter();
            case Opened.Timer timer -> timer.timer();
            case Opened.SocketEnd end -> end.socket();
            case Opened.Epoll epoll -> epoll.epoll();
            case Opened.Memoryless device -> 0;
            case Opened.Text text -> 0;
            case Opened.HostStream stream -> 0;
            case Opened.Plain plain -> 0;
        };
    }

    // ---- reading

    Outcome read(Call call, Operation.Read read) {
        OpenFile file = file(read.file());
        if (!(file.opened() instanceof Opened.Channel channel)) {
            throw new Refusal(Errno.EINVAL);
        }
        Bytes taken = take(channel, read.length());
        if (taken != null) {
            return new Outcome.Done(new Completion.Returned(taken.length(), Operation.scatter(read.target(), taken)));
        }
        if (file.nonBlocking()) {
            throw new Refusal(Errno.EAGAIN);
        }
        Operation.Read timed = timed(call, file, read);
        return new Outcome.Blocked(timed, java.util.List.of(source(file)), timed.deadlineNanos());
    }

    /// A terminal's read may end by time: VTIME counts from the read, or with VMIN from the latest character.
    private Operation.Read timed(Call call, OpenFile file, Operation.Read read) {
        if (!(file.opened() instanceof Opened.TerminalLine line) || read.deadlineNanos() != Ongoing.NEVER) {
            return read;
        }
        long deadline = terminals.deadline(line.terminal(), Math.max(call.nowNanos(), core.state.nowNanos));
        return new Operation.Read(read.file(), read.target(), read.length(), deadline);
    }

    Outcome expired(Operation.Read read) {
        Bytes taken = Bytes.EMPTY;
        if (file(read.file()).opened() instanceof Opened.TerminalLine line) {
            taken = terminals.takeLate(line.terminal(), read.length());
        }
        return new Outcome.Done(new Completion.Returned(taken.length(), Operation.scatter(read.target(), taken)));
    }

    // ---- writing

    Outcome write(Call call, Operation.Write write) {
        OpenFile file = file(write.file());
        Operation.Write now = write;
        try {
            if (write.length() == 0 && file.opened() instanceof Opened.SocketEnd end) {
                return writeNothing(file, core.state.socket(end.socket()), write);
            }
            while (!now.chunk().isEmpty()) {
                if (file.opened() instanceof Opened.HostStream stream) {
                    core.send(Port.CONSOLE, new Console.Write(call, stream.stream(), now.chunk()));
                    return new Outcome.Awaiting(now);
                }
                int count = accept(file, now);
                if (count == 0) {
                    return waitForRoom(file, now);
                }
                now = now.accepted(count);
            }
        } catch (Refusal refusal) {
            boolean silent = (write.flags() & Sockets.NO_SIGNAL) != 0;
            return refused(now.done(), silent ? new Refusal(refusal.errno()) : refusal);
        }
        return now.done() == now.length() ? Outcome.value(now.done()) : fetch(call, now);
    }

    /// What fits one piece of a pipe, and every message of a socket, goes in whole.
    private int accept(OpenFile file, Operation.Write write) {
        if (file.opened() instanceof Opened.SocketEnd end) {
            boolean message = write.chunk().length() == write.length();
            return sockets.accept(
                    core.state.socket(end.socket()), receiver(file, write), write.chunk(), message, write.rights());
        }
        return accept(file, write.chunk(), write.length() <= Pipe.ATOMIC);
    }

    /// A stream has nothing to carry; a message of no bytes is one.
    private Outcome writeNothing(OpenFile file, UnixSocket socket, Operation.Write write) {
        if (socket.peer() == 0 && write.receiver() == 0) {
            throw new Refusal(Errno.ENOTCONN);
        }
        if (!socket.isStream() && !sockets.acceptNothing(socket, receiver(file, write), write.rights())) {
            return waitForRoom(file, write);
        }
        return Outcome.value(0);
    }

    private Outcome waitForRoom(OpenFile file, Operation.Write write) {
        if (file.nonBlocking() || (write.flags() & Sockets.DO_NOT_WAIT) != 0) {
            throw new Refusal(Errno.EAGAIN);
        }
        boolean socket = file.opened() instanceof Opened.SocketEnd;
        return Outcome.blocked(write, socket ? receiver(file, write) : source(file));
    }

    private long receiver(OpenFile file, Operation.Write write) {
        long socket = source(file);
        return write.receiver() == 0 ? core.state.socket(socket).peer() : write.receiver();
    }

    /// What was written counts; the error is for the next call, but a signal comes at once.
    static Outcome refused(long done, Refusal refusal) {
        Completion completion = done > 0 ? Completion.value(done) : Completion.error(refusal.errno());
        return refusal.signal() == 0 ? new Outcome.Done(completion) : new Outcome.Raised(completion, refusal.signal());
    }

    private Outcome fetch(Call call, Operation.Write write) {
        int length = (int) Math.min(CHUNK, write.length() - write.done());
        core.send(Port.MEMORY, new Memory.Fetch(call, write.source(), write.done(), length));
        return new Outcome.Awaiting(write);
    }

    /// The next piece of the caller's memory; null when it cannot be read.
    Outcome fetched(Call call, Operation.Write write, @Nullable Bytes content) {
        if (content == null || content.isEmpty()) {
            return refused(write.done(), new Refusal(Errno.EFAULT));
        }
        return write(call, write.withChunk(content));
    }

    /// The console took the piece, or cannot.
    Outcome written(Call call, Operation.Write write, @Nullable Errno errno) {
        if (errno != null) {
            return refused(write.done(), new Refusal(errno, errno == Errno.EPIPE ? 13 : 0));
        }
        return write(call, write.accepted(write.chunk().length()));
    }
}
