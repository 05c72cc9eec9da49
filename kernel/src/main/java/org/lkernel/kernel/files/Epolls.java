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
import org.lkernel.kernel.syscall.Loan;

/// Interest lists at work: `epoll(7)`.
///
/// **Levels and edges.** What a description is ready for is its *level*, asked of [Levels] whenever it matters. An
/// *edge* is a wake: whoever changes an object says with a key what has come to be true of it ([Core#wake]), and each
/// interest that shares an event with the key goes to the end of its ready list, unless it is on it. A wait goes
/// through that list in order, reports the levels it finds, and puts the level-triggered back at the end; an
/// edge-triggered interest stays away until the next wake. So an edge is one even if the level was high already, and a
/// level that has fallen is not reported, whatever was on the list.
///
/// A list in another is a source like any other: an interest that is told passes the wake on, with the key `IN`, and
/// its level is whether something on its ready list has a level.
///
/// **Who is told.** Those who watch a source are told newest first, then those who want to be told alone
/// (`EPOLLEXCLUSIVE`) oldest first, until one of them has somebody waiting. Of those who wait for one list the newest
/// goes first, and the next only if something is left on the ready list.
final class Epolls {
    static final int EVENT = 16;

    private final Core core;
    private final Levels levels;

    Epolls(Core core, Levels levels) {
        this.core = core;
        this.levels = levels;
    }

    private void put(Epoll epoll) {
        core.state.epolls = core.state.epolls.plus(epoll.id(), epoll);
    }

    static Epoll epoll(Core core, OpenFile file) {
        if (file.opened() instanceof Opened.Epoll epoll) {
            return core.state.epoll(epoll.epoll());
        }
        throw new Refusal(Errno.EINVAL);
    }

    // ---- edges

    /// Something has come to be true of a source: tells those who watch it together; whether others want to be told
    /// alone.
    boolean watched(long source, int key) {
        boolean exclusive = false;
        Slot at = new Slot(source, Long.MAX_VALUE);
        for (Map.Entry<Slot, Epoll.Watch> next;
                (next = core.state.watches.lowerEntry(at)) != null
                        && next.getKey().source() == source;
                at = next.getKey()) {
            Epoll.Watch watch = next.getValue();
            Interest interest = core.state.epoll(watch.epoll()).interest(watch.key());
            if (interest.has(Epoll.EXCLUSIVE)) {
                exclusive = true;
            } else {
                tell(watch, interest, key);
            }
        }
        return exclusive;
    }

    /// What nobody has taken is offered to those who watch alone, one after the other; what anybody may want to know,
    /// as that the other end is gone, to all of them.
    void offered(long source, int key) {
        Slot at = new Slot(source, 0);
        for (Map.Entry<Slot, Epoll.Watch> next;
                (next = core.state.watches.higherEntry(at)) != null
                        && next.getKey().source() == source;
                at = next.getKey()) {
            Epoll.Watch watch = next.getValue();
            Interest interest = core.state.epoll(watch.epoll()).interest(watch.key());
            if (interest.has(Epoll.EXCLUSIVE) && levels.of(watch.key(), interest) != 0 && takes(watch, interest, key)) {
                return;
            }
        }
    }

    private boolean takes(Epoll.Watch watch, Interest interest, int key) {
        boolean waitedFor = core.hasWaiter(watch.epoll());
        int direction = key & (Readiness.IN | Readiness.OUT);
        boolean meant = direction == 0 || (direction & interest.events()) != 0;
        return tell(watch, interest, key) && waitedFor && meant && key != Readiness.ANYTHING;
    }

    private boolean tell(Epoll.Watch watch, Interest interest, int key) {
        int met = key & Readiness.EVENTS & interest.wanted();
        if (met == 0 || !Readiness.addresses(key, core.state.file(watch.key().file()))) {
            return false;
        }
        list(core.state.epoll(watch.epoll()), watch.key());
        passOn(watch.epoll());
        return true;
    }

    private void list(Epoll epoll, Subject key) {
        if (!epoll.isListed(key)) {
            put(epoll.listed(key));
        }
    }

    /// An interest is new or changed: what it finds is reported at once.
    void asked(long id, Subject key) {
        Epoll epoll = core.state.epoll(id);
        if (!epoll.isListed(key) && levels.of(key, epoll.interest(key)) != 0) {
            put(epoll.listed(key));
            passOn(id);
        }
    }

    /// A list has something: lists that it is in are told before anything else, then those who wait.
    private void passOn(long id) {
        watched(id, Readiness.IN);
        core.wake(id, 0);
    }

    // ---- waiting

    void await(Caller caller, int descriptor, long address, int maximum, long deadline) {
        if (maximum <= 0 || maximum > Integer.MAX_VALUE / EVENT) {
            throw new Refusal(Errno.EINVAL);
        }
        OpenFile file = caller.file(descriptor);
        long epoll = epoll(core, file).id();
        core.attempt(caller.call, new Operation.EpollWait(file.id(), epoll, address, maximum, deadline));
    }

    static long deadline(Caller caller, int timeoutMillis) {
        return timeoutMillis < 0
                ? Ongoing.NEVER
                : timeoutMillis == 0 ? 0 : caller.call.nowNanos() + timeoutMillis * 1_000_000L;
    }

    /// Whether a wait for this list may find something.
    boolean hasListed(long id) {
        Epoll epoll = core.state.epolls.get(id);
        return epoll != null && !epoll.queue().isEmpty();
    }

    Outcome await(Operation.EpollWait operation, boolean late) {
        List<Loan.Event> events = new ArrayList<>();
        List<CopyOut> outs = collect(operation, events);
        if (!outs.isEmpty()) {
            Loan loan = new Loan.Reported(operation.epoll(), List.copyOf(events));
            return new Outcome.Done(new Completion.Returned(outs.size(), outs, loan));
        }
        if (late || operation.deadlineNanos() == 0) {
            return Outcome.value(0);
        }
        return new Outcome.Blocked(operation, List.of(operation.epoll()), operation.deadlineNanos());
    }

    private List<CopyOut> collect(Operation.EpollWait operation, List<Loan.Event> reported) {
        List<CopyOut> outs = new ArrayList<>();
        List<Subject> again = new ArrayList<>();
        while (outs.size() < operation.maximum()) {
            Epoll epoll = core.state.epoll(operation.epoll());
            Subject key = epoll.first();
            if (key == null) {
                break;
            }
            Interest interest = epoll.interest(key);
            put(epoll.unlisted(key));
            int events = levels.of(key, interest);
            if (events != 0) {
                outs.add(new CopyOut(operation.address() + outs.size() * (long) EVENT, image(events, interest)));
                reported.add(new Loan.Event(key.descriptor(), key.file(), interest.events()));
                reported(epoll.id(), key, interest, again);
            }
        }
        Epoll epoll = core.state.epoll(operation.epoll());
        for (Subject key : again) {
            epoll = epoll.listed(key);
        }
        put(epoll);
        return List.copyOf(outs);
    }

    /// Events that could not be stored are the first to be reported again; how many were.
    int takeBack(Loan.Reported loan, int stored) {
        Epoll epoll = core.state.epolls.get(loan.list());
        for (int index = loan.events().size() - 1; epoll != null && index >= stored; index--) {
            Loan.Event event = loan.events().get(index);
            Subject key = new Subject(event.descriptor(), event.file());
            Interest interest = epoll.interests().get(key);
            if (interest != null) {
                epoll = epoll.with(key, interest.with(event.wanted(), interest.data()))
                        .unlisted(key)
                        .listedFirst(key);
            }
        }
        if (epoll != null) {
            put(epoll);
            core.wake(epoll.id(), 0);
        }
        return stored;
    }

    private void reported(long id, Subject key, Interest interest, List<Subject> again) {
        if (interest.has(Epoll.ONE_SHOT)) {
            put(core.state.epoll(id).with(key, interest.with(interest.events() & Epoll.SETTINGS, interest.data())));
        } else if (!interest.has(Epoll.EDGE)) {
            again.add(key);
        }
    }

    private static Bytes image(int events, Interest interest) {
        return new Layout(EVENT)
                .putInt(events)
                .putInt(0)
                .putLong(interest.data())
                .toBytes();
    }
}
