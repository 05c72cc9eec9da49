package org.lkernel.kernel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Epoll.Interest;
import org.lkernel.kernel.files.Epoll.Subject;
import org.lkernel.kernel.files.Ongoing.Slot;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.pcollections.TreePVector;

/// Interest lists at work: `epoll(7)`.
///
/// A source that changes puts the interests in it on the ready list; a wait goes through that list, asks each
/// anew what it has, drops those that have nothing, and puts level-triggered ones back at the end.
final class Epolls {
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int EDGE = 1 << 31;
    private static final int ONE_SHOT = 1 << 30;
    private static final int EXCLUSIVE = 1 << 28;
    private static final int SETTINGS = EDGE | ONE_SHOT | 1 << 29 | EXCLUSIVE;
    private static final int EVENT = 16;
    private static final int NESTING_MAXIMUM = 5;

    private final Core core;
    private final Descriptors descriptors;
    private final Streams streams;

    Epolls(Core core, Descriptors descriptors, Streams streams) {
        this.core = core;
        this.descriptors = descriptors;
        this.streams = streams;
    }

    void make(Caller caller, PollCall.MakeEpoll call, Place nowhere) {
        if ((call.flags() & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.reserve(caller, 0);
        long id = core.state.nextId();
        put(new Epoll(id, org.pcollections.TreePMap.empty(), TreePVector.empty()));
        OpenFile file =
                descriptors.open(OpenFlags.READ_WRITE, nowhere, 0, "anon_inode:[eventpoll]", new Opened.Epoll(id));
        caller.answer(descriptors.install(caller, file, call.flags() != 0));
    }

    private void put(Epoll epoll) {
        core.state.epolls = core.state.epolls.plus(epoll.id(), epoll);
    }

    private Epoll epoll(OpenFile file) {
        if (file.opened() instanceof Opened.Epoll epoll) {
            return core.state.epoll(epoll.epoll());
        }
        throw new Refusal(Errno.EINVAL);
    }

    // ---- epoll_ctl

    private static final int RANDOM = 8;

    void control(Caller caller, PollCall.ControlEpoll call) {
        OpenFile owner = caller.file(call.epoll());
        OpenFile target = caller.file(call.descriptor());
        if (!isPollable(target)) {
            throw new Refusal(Errno.EPERM);
        }
        if (owner.id() == target.id()) {
            throw new Refusal(Errno.EINVAL);
        }
        Epoll epoll = epoll(owner);
        Subject key = new Subject(call.descriptor(), target.id());
        if (call.event() == null && call.operation() != DELETE) {
            throw new Refusal(Errno.EFAULT);
        }
        switch (call.operation()) {
            case ADD -> add(epoll, key, target, call);
            case DELETE -> delete(epoll, key);
            case MODIFY -> modify(epoll, key, call);
            default -> throw new Refusal(Errno.EINVAL);
        }
        caller.answer(0);
    }

    private boolean isPollable(OpenFile file) {
        return switch (file.opened()) {
            case Opened.Plain p -> false;
            case Opened.Text t -> Splicing.isOfMachine(file);
            case Opened.Memoryless device -> device.kind() == Opened.Memoryless.Kind.RANDOM && isBlocking(file);
            case Opened.PipeEnd e -> true;
            case Opened.HostStream s -> true;
            case Opened.TerminalLine l -> true;
            case Opened.Counter c -> true;
            case Opened.Timer t -> true;
            case Opened.Epoll e -> true;
            case Opened.SocketEnd s -> true;
        };
    }

    /// `/dev/random` may be waited for, `/dev/urandom` never was.
    private boolean isBlocking(OpenFile file) {
        return core.state.inode(file.place().inode()).node() instanceof Node.Device device && device.minor() == RANDOM;
    }

    private void add(Epoll epoll, Subject key, OpenFile target, PollCall.ControlEpoll call) {
        if (epoll.interests().containsKey(key)) {
            throw new Refusal(Errno.EEXIST);
        }
        if (target.opened() instanceof Opened.Epoll inner && depth(inner.epoll(), epoll.id()) > NESTING_MAXIMUM) {
            throw new Refusal(Errno.ELOOP);
        }
        long source = Streams.source(target);
        PollCall.Event event = java.util.Objects.requireNonNull(call.event());
        Interest interest = new Interest(event.events(), event.data(), source, core.state.nextSequence++);
        core.ledger.afford(Ledger.WATCH, Errno.ENOSPC);
        core.ledger.charge(Ledger.WATCH);
        core.state.watches =
                core.state.watches.plus(new Slot(source, interest.sequence()), new Epoll.Watch(epoll.id(), key));
        put(epoll.withInterests(epoll.interests().plus(key, interest)));
        touched(epoll.id(), key);
    }

    /// How deep interest lists lie below this one; without end when the other is among them.
    private int depth(long id, long forbidden) {
        if (id == forbidden) {
            return Integer.MAX_VALUE;
        }
        int deepest = 0;
        for (Subject key : core.state.epoll(id).interests().keySet()) {
            OpenFile file = core.state.files.get(key.file());
            if (file != null && file.opened() instanceof Opened.Epoll inner) {
                int below = depth(inner.epoll(), forbidden);
                deepest = Math.max(deepest, below == Integer.MAX_VALUE ? below : below + 1);
            }
        }
        return deepest;
    }

    private void delete(Epoll epoll, Subject key) {
        Interest old = epoll.interests().get(key);
        if (old == null) {
            throw new Refusal(Errno.ENOENT);
        }
        core.ledger.charge(-Ledger.WATCH);
        core.state.watches = core.state.watches.minus(new Slot(old.source(), old.sequence()));
        put(epoll.withInterests(epoll.interests().minus(key))
                .withReady(epoll.ready().minus(key)));
    }

    private void modify(Epoll epoll, Subject key, PollCall.ControlEpoll call) {
        Interest old = epoll.interests().get(key);
        PollCall.Event event = java.util.Objects.requireNonNull(call.event());
        if (old == null) {
            throw new Refusal(Errno.ENOENT);
        }
        if ((event.events() & EXCLUSIVE) != 0 || (old.events() & EXCLUSIVE) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        put(epoll.withInterests(
                epoll.interests().plus(key, new Interest(event.events(), event.data(), old.source(), old.sequence()))));
        touched(epoll.id(), key);
    }

    // ---- events

    /// A source has changed.
    void watched(long source) {
        Slot at = new Slot(source, 0);
        for (Map.Entry<Slot, Epoll.Watch> next;
                (next = core.state.watches.higherEntry(at)) != null;
                at = next.getKey()) {
            if (next.getKey().source() != source) {
                return;
            }
            touched(next.getValue().epoll(), next.getValue().key());
        }
    }

    private void touched(long id, Subject key) {
        Epoll epoll = core.state.epoll(id);
        if (events(key, epoll.interest(key)) != 0 && !epoll.ready().contains(key)) {
            put(epoll.withReady(epoll.ready().plus(key)));
            core.changed(id);
        }
    }

    private int events(Subject key, Interest interest) {
        int wanted = interest.events() & ~SETTINGS;
        if (wanted == 0) {
            return 0;
        }
        return Readiness.complete(streams.ready(streams.file(key.file()))) & (wanted | Readiness.ERR | Readiness.HUP);
    }

    /// A description is gone: so are the interests in it.
    void closed(OpenFile file) {
        long source = Streams.source(file);
        for (Map.Entry<Slot, Epoll.Watch> next = core.state.watches.higherEntry(new Slot(source, 0));
                next != null && next.getKey().source() == source;
                next = core.state.watches.higherEntry(next.getKey())) {
            Epoll.Watch watch = next.getValue();
            if (watch.key().file() == file.id()) {
                delete(core.state.epoll(watch.epoll()), watch.key());
            }
        }
        if (file.opened() instanceof Opened.Epoll own) {
            Epoll epoll = core.state.epoll(own.epoll());
            for (Subject key : epoll.interests().keySet()) {
                delete(core.state.epoll(own.epoll()), key);
            }
            core.state.epolls = core.state.epolls.minus(own.epoll());
        }
    }

    // ---- waiting

    void await(Caller caller, int descriptor, long address, int maximum, long deadline) {
        if (maximum <= 0 || maximum > Integer.MAX_VALUE / EVENT) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(descriptor);
        core.attempt(caller.call, new Operation.EpollWait(file.id(), epoll(file).id(), address, maximum, deadline));
    }

    static long deadline(Caller caller, int timeoutMillis) {
        return timeoutMillis < 0
                ? Ongoing.NEVER
                : timeoutMillis == 0 ? 0 : caller.call.nowNanos() + timeoutMillis * 1_000_000L;
    }

    Outcome await(Operation.EpollWait operation, boolean late) {
        List<CopyOut> outs = collect(core.state.epoll(operation.epoll()), operation);
        if (!outs.isEmpty() || late || operation.deadlineNanos() == 0) {
            return new Outcome.Done(new Completion.Returned(outs.size(), outs));
        }
        return new Outcome.Blocked(operation, List.of(operation.epoll()), operation.deadlineNanos());
    }

    private List<CopyOut> collect(Epoll epoll, Operation.EpollWait operation) {
        List<CopyOut> outs = new ArrayList<>();
        TreePVector<Subject> rest = epoll.ready();
        List<Subject> again = new ArrayList<>();
        while (!rest.isEmpty() && outs.size() < operation.maximum()) {
            Subject key = rest.get(0);
            rest = rest.minus(0);
            Interest interest = core.state.epoll(epoll.id()).interest(key);
            int events = events(key, interest);
            if (events != 0) {
                outs.add(new CopyOut(operation.address() + outs.size() * (long) EVENT, image(events, interest)));
                if ((interest.events() & ONE_SHOT) != 0) {
                    disable(epoll.id(), key, interest);
                } else if ((interest.events() & EDGE) == 0) {
                    again.add(key);
                }
            }
        }
        put(core.state.epoll(epoll.id()).withReady(rest.plusAll(again)));
        return List.copyOf(outs);
    }

    private static Bytes image(int events, Interest interest) {
        return new Layout(EVENT)
                .putInt(events)
                .putInt(0)
                .putLong(interest.data())
                .toBytes();
    }

    private void disable(long id, Subject key, Interest interest) {
        Epoll epoll = core.state.epoll(id);
        Interest disabled =
                new Interest(interest.events() & SETTINGS, interest.data(), interest.source(), interest.sequence());
        put(epoll.withInterests(epoll.interests().plus(key, disabled)));
    }
}
