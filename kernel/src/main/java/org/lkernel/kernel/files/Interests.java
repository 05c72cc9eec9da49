package org.lkernel.kernel.files;

import java.util.Map;
import java.util.Objects;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Epoll.Interest;
import org.lkernel.kernel.files.Epoll.Subject;
import org.lkernel.kernel.files.Ongoing.Slot;

/// How interest lists are made, filled and given up: `epoll_create1(2)`, `epoll_ctl(2)`.
final class Interests {
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    /// What may be asked for by who wants to be told alone.
    private static final int WITH_EXCLUSIVE =
            Readiness.IN | Readiness.OUT | Readiness.ANYTHING | Epoll.WAKE_UP | Epoll.EDGE | Epoll.EXCLUSIVE;

    private final Core core;
    private final Descriptors descriptors;
    private final Levels levels;
    private final Epolls epolls;
    private final Nesting nesting;

    Interests(Core core, Descriptors descriptors, Levels levels, Epolls epolls) {
        this.core = core;
        this.descriptors = descriptors;
        this.levels = levels;
        this.epolls = epolls;
        this.nesting = new Nesting(core);
    }

    void make(Caller caller, PollCall.MakeEpoll call, Place nowhere) {
        if ((call.flags() & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.reserve(caller, 0);
        long id = core.state.nextId();
        put(Epoll.fresh(id));
        OpenFile file =
                descriptors.open(OpenFlags.READ_WRITE, nowhere, 0, "anon_inode:[eventpoll]", new Opened.Epoll(id));
        caller.answer(descriptors.install(caller, file, call.flags() != 0));
    }

    private void put(Epoll epoll) {
        core.state.epolls = core.state.epolls.plus(epoll.id(), epoll);
    }

    void control(Caller caller, PollCall.ControlEpoll call) {
        if (call.event() == null && call.operation() != DELETE) {
            throw new Refusal(Errno.EFAULT);
        }
        OpenFile owner = caller.file(call.epoll());
        OpenFile target = caller.file(call.descriptor());
        if (!levels.canBeWatched(target)) {
            throw new Refusal(Errno.EPERM);
        }
        if (owner.id() == target.id()) {
            throw new Refusal(Errno.EINVAL);
        }
        Epoll epoll = Epolls.epoll(core, owner);
        requireSharable(target, call);
        Subject key = new Subject(call.descriptor(), target.id());
        switch (call.operation()) {
            case ADD -> add(epoll, key, target, Objects.requireNonNull(call.event()));
            case DELETE -> delete(epoll, key);
            case MODIFY -> modify(epoll, key, Objects.requireNonNull(call.event()));
            default -> throw new Refusal(Errno.EINVAL);
        }
        caller.answer(0);
    }

    /// Who wants to be told alone says so from the start, and not of another list.
    private static void requireSharable(OpenFile target, PollCall.ControlEpoll call) {
        int events = call.event() == null || call.operation() == DELETE
                ? 0
                : call.event().events();
        boolean nested = target.opened() instanceof Opened.Epoll;
        if ((events & Epoll.EXCLUSIVE) != 0
                && (call.operation() == MODIFY || nested || (events & ~WITH_EXCLUSIVE) != 0)) {
            throw new Refusal(Errno.EINVAL);
        }
    }

    private void add(Epoll epoll, Subject key, OpenFile target, PollCall.Event event) {
        if (target.opened() instanceof Opened.Epoll inner) {
            nesting.requireShallow(epoll.id(), inner.epoll());
        }
        if (epoll.interests().containsKey(key)) {
            throw new Refusal(Errno.EEXIST);
        }
        core.ledger.afford(Ledger.WATCH, Errno.ENOSPC);
        long source = Streams.source(target);
        int events = event.events() | Readiness.ANYTHING;
        Interest interest = new Interest(events, event.data(), source, core.state.nextSequence++);
        core.ledger.charge(Ledger.WATCH);
        core.state.watches =
                core.state.watches.plus(new Slot(source, interest.sequence()), new Epoll.Watch(epoll.id(), key));
        put(epoll.with(key, interest));
        if (nesting.hasTooManyWays(epoll.id(), target)) {
            delete(core.state.epoll(epoll.id()), key);
            throw new Refusal(Errno.EINVAL);
        }
        epolls.asked(epoll.id(), key);
    }

    private void delete(Epoll epoll, Subject key) {
        Interest old = epoll.interests().get(key);
        if (old == null) {
            throw new Refusal(Errno.ENOENT);
        }
        core.ledger.charge(-Ledger.WATCH);
        core.state.watches = core.state.watches.minus(new Slot(old.source(), old.sequence()));
        put(epoll.without(key));
    }

    private void modify(Epoll epoll, Subject key, PollCall.Event event) {
        Interest old = epoll.interests().get(key);
        if (old == null) {
            throw new Refusal(Errno.ENOENT);
        }
        if (old.has(Epoll.EXCLUSIVE)) {
            throw new Refusal(Errno.EINVAL);
        }
        put(epoll.with(key, old.with(event.events() | Readiness.ANYTHING, event.data())));
        epolls.asked(epoll.id(), key);
    }

    /// A description is gone: so are the interests in it, and those it had.
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
            for (Subject key : core.state.epoll(own.epoll()).interests().keySet()) {
                delete(core.state.epoll(own.epoll()), key);
            }
            core.state.epolls = core.state.epolls.minus(own.epoll());
        }
    }
}
