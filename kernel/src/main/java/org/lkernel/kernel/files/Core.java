package org.lkernel.kernel.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Ongoing.Slot;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// What every topic of files stands on: the state, where messages go, and the one way in which calls wait and
/// end.
///
/// Whoever makes something true that may be waited for says so with [#wake]: of which source, and with a key of
/// [Readiness] events. Once the message at hand is dealt with, the interest lists that watch the source are told
/// ([Epolls]), and all who wait for it are tried again in the order they came. A try that succeeds may wake others,
/// and so on until nothing moves. First come, first served follows: of two readers the earlier takes the bytes and
/// the later finds none. A wake too many does those who wait no harm, since they look at levels; to an
/// edge-triggered interest it is an event, so wakes are exactly those of Linux.
///
/// **A call that is refused has changed nothing.** No topic sees to that: before a message is handled, and before a
/// parked call is tried again, the state is remembered, which costs a word for every field since what they hold is
/// persistent. When the answer to the call is an error, and when the call turns out to need an answer first, the
/// state is put back, with the ledger in it, and what was sent is taken back. So a topic may make the inode, then
/// find that there is no descriptor for it. What is to stay all the same is kept with [#keep], for one of these
/// reasons only: it is knowledge (what the base holds), or it takes back what an earlier message of the same call
/// had done, or it is what Linux lets a refused call do: an error that a socket tells once, the readers of a full pipe
/// that a write wakes.
final class Core {
    /// The source that alarms stand in the queue of.
    private static final long TIME = 0;
    /// The source that standard input is which is no terminal; what has an identity begins at 1.
    static final long INPUT = -1;

    /// `SI_KERNEL`.
    private static final int FROM_KERNEL = 0x80;

    final Ledger ledger;
    FilesState state;
    private @Nullable Outbox outbox;
    private @Nullable Operations operations;
    /// How a call that waited for its turn is checked again.
    @Nullable
    BiConsumer<Call, Operation.Check> repeating;

    /// What `Memory` was told in this message, without an answer, comes before whatever the caller does next.
    private boolean told;
    private final Wakes wakes = new Wakes();
    /// Descriptions to be let go once the message is dealt with: each may be a socket in which others wait.
    private final ArrayDeque<Long> dropped = new ArrayDeque<>();

    /// The state, and how much was sent, noted as changed and dropped, at the last [#keep].
    private final FilesState kept = new FilesState();

    private int keptSent;
    private int keptWakes;
    private int keptDropped;

    /// @param memoryBytes how much the machine has
    Core(FilesState state, long memoryBytes) {
        this.state = state;
        this.ledger = new Ledger(this, memoryBytes);
    }

    void attach(Operations tried) {
        operations = tried;
    }

    private Operations operations() {
        if (operations == null) {
            throw new IllegalStateException("not attached");
        }
        return operations;
    }

    Outbox outbox() {
        if (outbox == null) {
            throw new IllegalStateException("no message is being handled");
        }
        return outbox;
    }

    void send(Port port, Message message) {
        told |= message instanceof Memory.DropObject;
        outbox().send(port, message);
    }

    void enter(Outbox current) {
        outbox = current;
        keep();
    }

    /// Serves everybody whose source has changed, and everybody whose source that changes.
    void leave() {
        while (!wakes.isEmpty() || !dropped.isEmpty()) {
            if (wakes.isEmpty()) {
                operations().unpin(dropped.removeFirst());
            } else {
                Wakes.Wake next = wakes.removeFirst();
                serve(next.source(), next.key());
            }
        }
        outbox = null;
        told = false;
    }

    // ---- refusals

    /// What was done so far stays, whatever the answer will be.
    void keep() {
        kept.become(state);
        keptSent = outbox().sent();
        keptWakes = wakes.size();
        keptDropped = dropped.size();
    }

    /// Puts everything back to the last [#keep].
    void takeBack() {
        state.become(kept);
        outbox().retract(keptSent);
        wakes.shorten(keptWakes);
        while (dropped.size() > keptDropped) {
            dropped.removeLast();
        }
    }

    // ---- what is dealt with last

    /// Keeps descriptions open that no descriptor leads to.
    void pin(List<Long> files) {
        files.forEach(operations()::pin);
    }

    void unpin(List<Long> files) {
        dropped.addAll(files);
    }

    /// Wall-clock time now.
    long nowNanos() {
        return state.nowNanos + state.epochNanos;
    }

    void timeIs(long nanos) {
        state.nowNanos = Math.max(state.nowNanos, nanos);
    }

    // ---- waiting

    /// Anything may have come to be true of a source.
    void changed(long source) {
        wake(source, Readiness.ANYTHING);
    }

    /// Something has come to be true of a source.
    ///
    /// @param key what, and for whom, in the events of [Readiness]; 0 when that is news only to those who wait in a
    /// call
    void wake(long source, int key) {
        wakes.add(source, key);
    }

    private void serve(long source, int key) {
        boolean watchedAlone = operations().watched(source, key);
        List<Call> lists = List.of();
        Slot at = new Slot(source, 0);
        for (Map.Entry<Slot, Integer> next;
                (next = state.queues.higherEntry(at)) != null && next.getKey().source() == source;
                at = next.getKey()) {
            Ongoing ongoing = state.ongoing.get(next.getValue());
            if (ongoing != null && ongoing.operation() instanceof Operation.EpollWait) {
                lists = lists.isEmpty() ? new ArrayList<>() : lists;
                lists.add(ongoing.call());
            } else if (ongoing != null) {
                keep();
                operations().again(ongoing.call(), ongoing.operation());
            }
        }
        serveNewestFirst(source, lists);
        if (watchedAlone) {
            operations().offered(source, key);
        }
    }

    private void serveNewestFirst(long epoll, List<Call> waiting) {
        for (int index = waiting.size() - 1; index >= 0 && operations().hasListed(epoll); index--) {
            Ongoing ongoing = current(waiting.get(index));
            if (ongoing != null) {
                keep();
                operations().again(ongoing.call(), ongoing.operation());
            }
        }
    }

    /// Whether somebody waits for the events of a list.
    boolean hasWaiter(long epoll) {
        Slot at = new Slot(epoll, 0);
        for (Map.Entry<Slot, Integer> next;
                (next = state.queues.higherEntry(at)) != null && next.getKey().source() == epoll;
                at = next.getKey()) {
            Ongoing ongoing = state.ongoing.get(next.getValue());
            if (ongoing != null && ongoing.operation() instanceof Operation.EpollWait) {
                return true;
            }
        }
        return false;
    }

    /// Tries an operation for the first time, or after an answer it awaited.
    void attempt(Call call, Operation operation) {
        apply(call, operations().attempt(call, operation));
    }

    void apply(Call call, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> complete(call, done.completion(), 0);
            case Outcome.Raised raised -> complete(call, raised.completion(), raised.signal());
            case Outcome.Blocked blocked -> block(call, blocked);
            case Outcome.Awaiting awaiting -> await(call, awaiting.operation());
        }
    }

    private void block(Call call, Outcome.Blocked blocked) {
        Ongoing old = current(call);
        if (old != null && old.cancelled()) {
            apply(call, operations().brokenOff(blocked.operation()));
            return;
        }
        if (isTooMuch(old, blocked.operation())) {
            apply(call, Operations.outOfMemory(blocked.operation()));
            return;
        }
        boolean parked = old != null && old.parked();
        long sequence = old != null && keepsPlace(old, blocked) ? old.sequence() : state.nextSequence++;
        boolean swapped = old != null && old.swapped();
        keep(new Ongoing(
                call,
                blocked.operation(),
                true,
                swapped,
                false,
                false,
                blocked.sources(),
                sequence,
                blocked.deadlineNanos()));
        if (!parked) {
            send(Port.hart(call.hart()), new Hart.Parked(call));
        }
    }

    /// Whether there is no room for what a write keeps while it waits.
    private boolean isTooMuch(@Nullable Ongoing old, Operation waiting) {
        long more = Ledger.cost(waiting) - (old == null ? 0 : Ledger.cost(old.operation()));
        return waiting instanceof Operation.Write && more > 0 && !ledger.allows(more);
    }

    /// Who waits on for the same thing stays where it is in the queue.
    private static boolean keepsPlace(Ongoing old, Outcome.Blocked blocked) {
        return old.parked()
                && !old.awaiting()
                && old.sources().equals(blocked.sources())
                && old.deadlineNanos() == blocked.deadlineNanos();
    }

    /// When a wait ends that is to take so long at most, 0 for ever; it stays what it was decided to be at first.
    long deadline(Call call, long decided, long timeoutNanos) {
        if (decided != 0) {
            return decided;
        }
        return timeoutNanos == 0 ? Ongoing.NEVER : Math.max(call.nowNanos(), state.nowNanos) + timeoutNanos;
    }

    /// Another subsystem was asked and will answer soon; a parked call stays parked.
    void await(Call call, Operation operation) {
        Ongoing old = current(call);
        boolean parked = old != null && old.parked();
        boolean swapped = old != null && old.swapped();
        boolean cancelled = old != null && old.cancelled();
        keep(new Ongoing(call, operation, parked, swapped, true, cancelled, List.of(), 0, Ongoing.NEVER));
    }

    /// The same, when what was asked for is another signal mask.
    void awaitMask(Call call, Operation operation) {
        await(call, operation);
        state.ongoing =
                state.ongoing.plus(call.task(), state.ongoing(call.task()).swap());
    }

    private void keep(Ongoing next) {
        for (long file : next.operation().files()) {
            operations().pin(file);
        }
        forget(next.call());
        ledger.charge(Ledger.cost(next.operation()));
        state.ongoing = state.ongoing.plus(next.call().task(), next);
        for (long source : next.sources()) {
            state.queues = state.queues.plus(
                    new Slot(source, next.sequence()), next.call().task());
        }
        if (next.deadlineNanos() != Ongoing.NEVER) {
            state.queues = state.queues.plus(
                    new Slot(TIME, next.sequence()), next.call().task());
            send(Port.CLOCK, new Clock.Arm(next.sequence(), next.deadlineNanos(), new Files.Rang(next.sequence())));
        }
    }

    /// What this very call is in the middle of, or null.
    @Nullable
    Ongoing current(Call call) {
        Ongoing ongoing = state.ongoing.get(call.task());
        return ongoing != null && ongoing.call().serial() == call.serial() ? ongoing : null;
    }

    /// Takes the call out of every queue.
    @Nullable
    Ongoing forget(Call call) {
        Ongoing old = state.ongoing.get(call.task());
        if (old == null) {
            return null;
        }
        state.ongoing = state.ongoing.minus(call.task());
        ledger.charge(-Ledger.cost(old.operation()));
        for (long source : old.sources()) {
            state.queues = state.queues.minus(new Slot(source, old.sequence()));
        }
        if (old.deadlineNanos() != Ongoing.NEVER) {
            state.queues = state.queues.minus(new Slot(TIME, old.sequence()));
            send(Port.CLOCK, new Clock.Disarm(old.sequence()));
        }
        for (long file : old.operation().files()) {
            operations().unpin(file);
        }
        return old;
    }

    // ---- ending

    void complete(Call call, Completion completion) {
        complete(call, completion, 0);
    }

    /// Answers a call; one that is refused has changed nothing.
    void complete(Call call, Completion completion, int signal) {
        if (completion.isError()) {
            takeBack();
        }
        Ongoing old = forget(call);
        boolean parked = old != null && old.parked();
        boolean swapsBack = old != null && old.swapped() && !(completion instanceof Completion.Interrupted);
        if (signal != 0 || swapsBack) {
            send(Port.TASKS, new Tasks.Finish(call, completion, parked, signal, FROM_KERNEL, 0));
        } else if (told) {
            send(Port.MEMORY, new Memory.Relay(call, completion, parked));
        } else {
            answer(call, completion, parked);
        }
    }

    void answer(Call call, Completion completion, boolean parked) {
        if (parked) {
            send(Port.SCHEDULER, new Scheduler.Wake(call, completion));
        } else {
            send(Port.hart(call.hart()), new Hart.Completed(call, completion));
        }
    }

    void cancel(Call call) {
        Ongoing ongoing = current(call);
        if (ongoing == null || !ongoing.parked()) {
            return;
        }
        if (ongoing.awaiting()) {
            state.ongoing = state.ongoing.plus(call.task(), ongoing.cancel());
        } else {
            apply(call, operations().brokenOff(ongoing.operation()));
        }
    }

    void rang(long key) {
        Integer task = state.queues.get(new Slot(TIME, key));
        if (task == null) {
            operations().timerRang(key);
            return;
        }
        Ongoing ongoing = state.ongoing(task);
        timeIs(ongoing.deadlineNanos());
        apply(ongoing.call(), operations().expired(ongoing.call(), ongoing.operation()));
    }
}
