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
import org.lkernel.kernel.syscall.Loan;
import org.lkernel.kernel.syscall.Segment;

/// Everything that is read and written as a stream: tried, and tried again when its source has changed.
final class Streams {
    /// What one answer carries at most, and what is fetched of the caller's memory at a time.
    static final int CHUNK = 65536;

    private final Core core;
    private final Pipes pipes;
    private final Terminals terminals;
    private final Counters counters;
    private final Sockets sockets;
    private final SocketWrites writes;

    Streams(Core core, Pipes pipes, Terminals terminals, Counters counters, Sockets sockets, SocketWrites writes) {
        this.core = core;
        this.pipes = pipes;
        this.terminals = terminals;
        this.counters = counters;
        this.sockets = sockets;
        this.writes = writes;
    }

    OpenFile file(long id) {
        return core.state.file(id);
    }

    // ---- one piece

    /// What a read gets now: empty at the end, null when it must wait.
    @Nullable
    Bytes take(Opened.Channel channel, int length) {
        return switch (channel) {
            case Opened.PipeEnd end -> {
                Pipe.Taken taken = pipes.take(end.pipe(), length, false);
                yield taken == null ? null : taken.content();
            }
            case Opened.TerminalLine line -> terminals.take(line.terminal(), length);
            case Opened.Counter counter -> counters.take(counter.counter(), length);
            case Opened.Timer timer -> counters.takeTimer(timer.timer(), length);
            case Opened.SocketEnd end -> sockets.take(end.socket(), length);
            case Opened.Memoryless device ->
                device.kind() == Opened.Memoryless.Kind.NULL ? Bytes.EMPTY : Bytes.wrap(new byte[length]);
        };
    }

    /// How much of what another file gave went in now; 0 when it must wait.
    int accept(OpenFile file, Bytes chunk) {
        return switch (file.opened()) {
            case Opened.Channel channel -> accept(channel, chunk);
            case Opened.Text text -> throw new Refusal(Errno.EIO);
            case Opened.HostStream stream -> throw new Refusal(Errno.EINVAL);
            case Opened.Plain plain -> throw new Refusal(Errno.EINVAL);
            case Opened.Epoll epoll -> throw new Refusal(Errno.EINVAL);
            case Opened.OfProcess process -> throw new Refusal(Errno.EINVAL);
        };
    }

    private int accept(Opened.Channel channel, Bytes chunk) {
        return switch (channel) {
            case Opened.PipeEnd end -> pipes.accept(end.pipe(), chunk);
            case Opened.TerminalLine line -> terminals.accept(line.terminal(), chunk);
            case Opened.Counter counter -> counters.add(counter.counter(), chunk);
            case Opened.SocketEnd end -> writes.accept(core.state.socket(end.socket()), chunk);
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

    int move(long from, long to, int length) {
        return pipes.move(from, to, length);
    }

    /// What was taken of a stream for another file goes back in front.
    void putBack(OpenFile file, Bytes chunk) {
        List<Bytes> pieces = new ArrayList<>();
        for (int at = 0; at < chunk.length(); at += Pipe.PAGE) {
            pieces.add(chunk.slice(at, Math.min(Pipe.PAGE, chunk.length() - at)));
        }
        if (file.opened() instanceof Opened.PipeEnd end) {
            pipes.putBack(end.pipe(), pieces, false);
        } else if (file.opened() instanceof Opened.SocketEnd end) {
            sockets.putBack(end.socket(), pieces, List.of());
        }
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
            case Opened.SocketEnd end ->
                core.state.socket(end.socket()).account().hasRoom() ? CHUNK : 0;
            case Opened.Counter c -> CHUNK;
            case Opened.Timer t -> CHUNK;
            case Opened.Memoryless d -> CHUNK;
            case Opened.Text t -> CHUNK;
            case Opened.HostStream s -> CHUNK;
            case Opened.Plain p -> CHUNK;
            case Opened.Epoll e -> CHUNK;
            case Opened.OfProcess p -> CHUNK;
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
            case Opened.OfProcess process -> process.handle();
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
        if (channel instanceof Opened.PipeEnd end) {
            return readPipe(file, end.pipe(), read);
        }
        Bytes taken = take(channel, read.length());
        if (taken != null) {
            return new Outcome.Done(new Completion.Returned(taken.length(), Operation.scatter(read.target(), taken)));
        }
        if (file.nonBlocking()) {
            throw new Refusal(Errno.EAGAIN);
        }
        Operation.Read timed = timed(call, file, read);
        return new Outcome.Blocked(timed, List.of(source(file)), timed.deadlineNanos());
    }

    private Outcome readPipe(OpenFile file, long pipe, Operation.Read read) {
        Pipe.Taken taken = pipes.take(pipe, read.length(), true);
        if (taken != null) {
            Bytes content = taken.content();
            Loan loan = new Loan.Taken(pipe, taken.lengths(), taken.packet(), taken.lost(), List.of());
            return new Outcome.Done(new Completion.Returned(
                    content.length(), Operation.scatter(read.target(), content), content.isEmpty() ? null : loan));
        }
        if (file.nonBlocking()) {
            throw new Refusal(Errno.EAGAIN);
        }
        return Outcome.blocked(read, pipe);
    }

    /// The machine's own input, which is no terminal: the console's driver has it.
    Outcome readHost(Call call, Operation.HostRead read) {
        long wanted = read.target().stream().mapToLong(Segment::length).sum();
        core.send(Port.CONSOLE, new Console.Read(call, (int) Math.min(wanted, CHUNK)));
        return new Outcome.Awaiting(read);
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
            if (write.length() == 0 && file.opened() instanceof Opened.SocketEnd) {
                return accept(call, file, write) == 0 ? waitForRoom(call, file, write) : Outcome.value(0);
            }
            while (!now.chunk().isEmpty()) {
                if (file.opened() instanceof Opened.HostStream stream) {
                    core.send(Port.CONSOLE, new Console.Write(call, stream.stream(), now.chunk()));
                    return new Outcome.Awaiting(now);
                }
                int count = accept(call, file, now);
                if (count == 0) {
                    return waitForRoom(call, file, now);
                }
                now = now.accepted(count);
            }
        } catch (Refusal refusal) {
            boolean silent = (write.flags() & Sockets.NO_SIGNAL) != 0;
            return refused(now.done(), silent ? new Refusal(refusal.errno()) : refusal);
        }
        return now.done() == now.length() ? Outcome.value(now.done()) : fetch(call, now);
    }

    private int accept(Call call, OpenFile file, Operation.Write write) {
        return switch (file.opened()) {
            case Opened.SocketEnd end -> writes.accept(call, core.state.socket(end.socket()), write);
            case Opened.PipeEnd end -> pipes.write(file, write);
            default -> accept(file, write.chunk());
        };
    }

    private Outcome waitForRoom(Call call, OpenFile file, Operation.Write write) {
        long timeout = file.opened() instanceof Opened.SocketEnd end
                ? core.state.socket(end.socket()).account().sendTimeoutNanos()
                : 0;
        if (file.nonBlocking() || (write.flags() & Sockets.DO_NOT_WAIT) != 0 || timeout < 0) {
            if (file.opened() instanceof Opened.PipeEnd end) {
                pipes.knock(end.pipe());
                core.keep();
            }
            throw new Refusal(Errno.EAGAIN);
        }
        long deadline = core.deadline(call, write.deadlineNanos(), timeout);
        return new Outcome.Blocked(write.until(deadline), sources(file, write), deadline);
    }

    /// For room one waits at the stream itself; a datagram may have to wait for its receiver too.
    private List<Long> sources(OpenFile file, Operation.Write write) {
        long own = source(file);
        boolean datagram = file.opened() instanceof Opened.SocketEnd
                && core.state.socket(own).isDatagram();
        long receiver =
                !datagram ? 0 : write.receiver() == 0 ? core.state.socket(own).peer() : write.receiver();
        return receiver == 0 || receiver == own ? List.of(own) : List.of(own, receiver);
    }

    /// What was written counts; the error is for the next call, but a signal comes at once.
    static Outcome refused(long done, Refusal refusal) {
        Completion completion = done > 0 ? Completion.value(done) : Completion.error(refusal.errno());
        return refusal.signal() == 0 ? new Outcome.Done(completion) : new Outcome.Raised(completion, refusal.signal());
    }

    private Outcome fetch(Call call, Operation.Write write) {
        int length = (int) Math.min(piece(file(write.file())), write.length() - write.done());
        core.send(Port.MEMORY, new Memory.Fetch(call, write.source(), write.done(), length));
        return new Outcome.Awaiting(write);
    }

    /// A stream's bytes are fetched as they are cut; a message at once.
    private int piece(OpenFile file) {
        if (file.opened() instanceof Opened.SocketEnd(long id)) {
            UnixSocket socket = core.state.socket(id);
            return socket.isStream()
                    ? socket.account().pieceMaximum()
                    : socket.account().messageMaximum();
        }
        return CHUNK;
    }

    /// How much of what could be fetched may be used, when it was not all: of the last page of a pipe, and of a
    /// socket's piece, nothing is written that is not there whole.
    private int whole(OpenFile file, Operation.Write write, int fetched) {
        long wanted = Math.min(piece(file), write.length() - write.done());
        if (fetched == wanted) {
            return fetched;
        }
        return switch (file.opened()) {
            case Opened.PipeEnd pipe -> {
                int leading = write.done() == 0 ? (int) (write.length() & Pipe.PAGE - 1) : 0;
                yield fetched < leading ? 0 : leading + (fetched - leading) / Pipe.PAGE * Pipe.PAGE;
            }
            case Opened.SocketEnd socket -> 0;
            default -> fetched;
        };
    }

    /// The next piece of the caller's memory; null when it cannot be read.
    Outcome fetched(Call call, Operation.Write write, @Nullable Bytes content) {
        if (content == null || content.isEmpty()) {
            return refused(write.done(), new Refusal(Errno.EFAULT));
        }
        int whole = whole(file(write.file()), write, content.length());
        if (whole == 0) {
            return refused(write.done(), new Refusal(Errno.EFAULT));
        }
        return write(call, write.withChunk(content.slice(0, whole)));
    }

    /// The console took the piece, or cannot.
    Outcome written(Call call, Operation.Write write, @Nullable Errno errno) {
        if (errno != null) {
            return refused(write.done(), new Refusal(errno, errno == Errno.EPIPE ? 13 : 0));
        }
        return write(call, write.accepted(write.chunk().length()));
    }
}
