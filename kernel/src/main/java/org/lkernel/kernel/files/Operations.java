package org.lkernel.kernel.files;

import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;

/// What goes on with an operation: a try, a time-out, an interruption.
final class Operations {
    private final Core core;
    private final Descriptors descriptors;
    private final Streams streams;
    private final Pipes pipes;
    private final Polls polls;
    private final Epolls epolls;
    private final Locks locks;
    private final Copies copies;
    private final Counters counters;
    private final Connections connections;
    private final Sockets sockets;

    Operations(
            Core core,
            Descriptors descriptors,
            Streams streams,
            Pipes pipes,
            Polls polls,
            Epolls epolls,
            Locks locks,
            Copies copies,
            Counters counters,
            Connections connections,
            Sockets sockets) {
        this.core = core;
        this.descriptors = descriptors;
        this.streams = streams;
        this.pipes = pipes;
        this.polls = polls;
        this.epolls = epolls;
        this.locks = locks;
        this.copies = copies;
        this.counters = counters;
        this.connections = connections;
        this.sockets = sockets;
    }

    /// Tries what waited once more; a call that waited for its turn is checked from the start.
    void again(Call call, Operation operation) {
        if (operation instanceof Operation.Check check && core.repeating != null) {
            core.repeating.accept(call, check);
        } else {
            core.apply(call, attempt(call, operation));
        }
    }

    Outcome attempt(Call call, Operation operation) {
        try {
            return trying(call, operation);
        } catch (Refusal refusal) {
            return Streams.refused(partial(operation), refusal);
        }
    }

    private Outcome trying(Call call, Operation operation) {
        return switch (operation) {
            case Operation.Read read -> streams.read(call, read);
            case Operation.Write write -> streams.write(call, write);
            case Operation.OpenFifo open -> pipes.open(new Caller(core, call, Operation.Check.none(call.task())), open);
            case Operation.Copy copy -> copies.attempt(call, copy);
            case Operation.Poll poll -> polls.poll(poll, false);
            case Operation.Select select -> polls.select(select, false);
            case Operation.EpollWait await -> epolls.await(await, false);
            case Operation.Lock lock -> locks.attempt(lock);
            case Operation.Accept accept -> connections.accept(call, accept);
            case Operation.Connect connect -> connections.connect(call, connect);
            case Operation.Receive receive -> sockets.receive(call, receive);
            case Operation.ReceiveMessage receive -> connections.receive(call, receive);
            case Operation.Check check -> new Outcome.Awaiting(check);
            case Operation.HostRead read -> streams.readHost(call, read);
            case Operation.Extend extend -> new Outcome.Awaiting(extend);
            case Operation.Settle settle -> new Outcome.Awaiting(settle);
            case Operation.Head head -> new Outcome.Awaiting(head);
            case Operation.More more -> new Outcome.Awaiting(more);
        };
    }

    /// Its time is up.
    Outcome expired(Call call, Operation operation) {
        return switch (operation) {
            case Operation.Read read -> streams.expired(read);
            case Operation.Poll poll -> polls.poll(poll, true);
            case Operation.Select select -> polls.select(select, true);
            case Operation.EpollWait await -> epolls.await(await, true);
            case Operation.Write w -> late(attempt(call, w));
            case Operation.OpenFifo o -> attempt(call, o);
            case Operation.Copy c -> attempt(call, c);
            case Operation.Lock l -> attempt(call, l);
            case Operation.Accept a -> late(attempt(call, a));
            case Operation.Connect c -> late(attempt(call, c));
            case Operation.Receive r -> late(attempt(call, r));
            case Operation.ReceiveMessage m -> late(attempt(call, m));
            case Operation.Check c -> attempt(call, c);
            case Operation.HostRead h -> attempt(call, h);
            case Operation.Extend e -> attempt(call, e);
            case Operation.Settle s -> attempt(call, s);
            case Operation.Head h -> attempt(call, h);
            case Operation.More m -> attempt(call, m);
        };
    }

    /// What would have to wait on has waited long enough (`SO_RCVTIMEO`, `SO_SNDTIMEO`).
    private static Outcome late(Outcome tried) {
        return tried instanceof Outcome.Blocked blocked
                ? Streams.refused(partial(blocked.operation()), new Refusal(Errno.EAGAIN))
                : tried;
    }

    /// A socket's call that may end by time is not made again after a signal.
    private static Restart timed(long deadlineNanos) {
        return deadlineNanos == 0 || deadlineNanos == Ongoing.NEVER ? Restart.IF_ALLOWED : Restart.NEVER;
    }

    /// What was done counts; nothing more can be kept waiting.
    static Outcome outOfMemory(Operation operation) {
        return Streams.refused(partial(operation), new Refusal(Errno.ENOMEM));
    }

    private static long partial(Operation operation) {
        Long done = operation.partial();
        return done == null ? 0 : done;
    }

    /// What a signal makes of it: what was done counts, otherwise the call is restarted in its own way
    /// (`signal(7)`).
    Outcome brokenOff(Operation operation) {
        if (operation instanceof Operation.Copy copy) {
            return copies.brokenOff(copy);
        }
        Long done = operation.partial();
        return done != null ? Outcome.value(done) : new Outcome.Done(new Completion.Interrupted(restart(operation)));
    }

    private static Restart restart(Operation operation) {
        return switch (operation) {
            case Operation.Poll p -> Restart.UNLESS_HANDLED;
            case Operation.Select s -> Restart.UNLESS_HANDLED;
            case Operation.EpollWait w -> Restart.NEVER;
            case Operation.Read r -> Restart.IF_ALLOWED;
            case Operation.Write w -> timed(w.deadlineNanos());
            case Operation.OpenFifo o -> Restart.IF_ALLOWED;
            case Operation.Copy c -> Restart.IF_ALLOWED;
            case Operation.Lock l -> Restart.IF_ALLOWED;
            case Operation.Accept a -> timed(a.deadlineNanos());
            case Operation.Connect c -> timed(c.deadlineNanos());
            case Operation.Receive r -> timed(r.deadlineNanos());
            case Operation.ReceiveMessage m -> timed(m.deadlineNanos());
            case Operation.Check c -> Restart.IF_ALLOWED;
            case Operation.HostRead h -> Restart.IF_ALLOWED;
            case Operation.Extend e -> Restart.IF_ALLOWED;
            case Operation.Settle s -> Restart.IF_ALLOWED;
            case Operation.Head h -> Restart.IF_ALLOWED;
            case Operation.More m -> Restart.IF_ALLOWED;
        };
    }

    void pin(long file) {
        descriptors.pin(file);
    }

    void unpin(long file) {
        descriptors.unpin(file);
    }

    boolean watched(long source, int key) {
        return epolls.watched(source, key);
    }

    void offered(long source, int key) {
        epolls.offered(source, key);
    }

    boolean hasListed(long epoll) {
        return epolls.hasListed(epoll);
    }

    void timerRang(long alarm) {
        counters.rang(alarm);
    }
}
