package org.lkernel.kernel.memory;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Memory: what each message does to frames, spaces, objects and futexes.
public final class MemorySubsystem implements Subsystem<Memory, MemoryState> {
    private final AddressSpaces view;
    private final Bytes vdso;
    private MemoryState state;
    private Topics topics;

    /// @param vdso the ELF image that every program is lent
    public MemorySubsystem(MemoryState state, Bytes vdso) {
        this.vdso = vdso;
        this.state = state;
        this.topics = new Topics(state, vdso);
        this.view = new AddressSpaces(state);
    }

    /// What the harts walk; stays valid when another state is loaded.
    public AddressSpaces addressSpaces() {
        return view;
    }

    @Override
    public Port port() {
        return Port.MEMORY;
    }

    @Override
    public Class<Memory> understands() {
        return Memory.class;
    }

    @Override
    public MemoryState state() {
        return state;
    }

    @Override
    public void load(MemoryState loaded) {
        state.close();
        state = loaded;
        topics = new Topics(loaded, vdso);
        view.load(loaded);
    }

    @Override
    public void receive(Port sender, Memory message, Outbox outbox) {
        attempt(Attempt.first(message, outbox));
        topics.waiting.retry(outbox, this::resume);
        topics.stores.tell(outbox);
    }

    private void resume(Attempt attempt, Touch.@Nullable Failure failure) {
        if (failure == null) {
            attempt(attempt);
        } else {
            fail(attempt, failure);
        }
    }

    private void attempt(Attempt attempt) {
        switch (attempt.message()) {
            case Memory.Request request -> request(attempt, request);
            case MemoryCall call -> call(attempt, call);
        }
    }

    private void request(Attempt attempt, Memory.Request request) {
        switch (request) {
            case Memory.Fault fault -> topics.faults.fault(attempt, fault);
            case Memory.Acknowledged(long ticket, int hart) ->
                topics.shootdowns.acknowledged(attempt.outbox(), ticket, hart);
            case Memory.Cancel cancel -> cancel(attempt, cancel);
            case Memory.Continue(long number) -> goOn(attempt, number);
            case Memory.PagedIn arrived -> topics.waiting.arrived(arrived, attempt.outbox(), this::resume);
            case Memory.CopySpace copy -> topics.spaces.copy(attempt, copy);
            case Memory.BuildSpace build -> topics.spaces.build(attempt, build);
            case Memory.DropSpace(int space) -> topics.spaces.drop(attempt, space);
            case Memory.LimitsAre limits -> topics.spaces.limit(limits);
            case Memory.ReadObject read -> topics.transfers.read(attempt, read);
            case Memory.WriteObject write -> topics.transfers.write(attempt, write);
            case Memory.Fetch fetch -> topics.transfers.fetch(attempt, fetch);
            case Memory.LoadObject load -> topics.transfers.load(attempt, load);
            case Memory.StoreObject store -> topics.transfers.store(attempt, store);
            case Memory.MapResolved resolved -> topics.maps.resolved(attempt, resolved);
            case Memory.DropObject(ObjectKey object) -> topics.objects.dropped(object);
            case Memory.CopyObject(ObjectKey original, ObjectKey copy, long size) ->
                topics.objects.copy(original, copy, size);
            case Memory.Resize resize -> topics.sizes.resize(attempt, resize);
            case Memory.Clear clear -> topics.sizes.clear(attempt, clear);
            case Memory.Adopt(ObjectKey object, long size) -> topics.objects.adopt(object, size);
            case Memory.Relay(Call call, Completion completion, boolean parked) ->
                relayed(attempt, call, completion, parked);
            case Memory.Confirmed(ObjectKey object, long index) ->
                topics.waiting.confirmed(object, index, attempt.outbox(), this::resume);
            case Memory.Peek peek -> topics.peeks.peek(attempt, peek);
            case Memory.Poke poke -> topics.peeks.poke(attempt, poke);
            case Memory.Populate populate -> topics.locks.populate(attempt, populate);
            case Memory.Survey survey -> topics.texts.survey(attempt, survey.call());
            case Memory.Describe describe -> topics.texts.describe(attempt, describe);
            case Memory.Extent extent -> topics.extents.extent(attempt, extent);
            case Memory.Occupied occupied -> topics.extents.occupied(attempt, occupied);
            case Memory.ClearTid clear -> topics.deaths.clear(attempt, clear);
            case Memory.ReleaseRobust release -> topics.deaths.release(attempt, release);
            case Memory.TimedOut(var call) -> topics.futexes.timedOut(attempt, call);
            case Memory.Charge(long bytes) -> state.frames.charge(bytes);
            case Memory.EpochIs epoch -> epochIs(attempt, epoch);
        }
    }

    private void call(Attempt attempt, MemoryCall call) {
        switch (call) {
            case MemoryCall.Break change -> topics.maps.move(attempt, change);
            case MemoryCall.Map map -> topics.maps.map(attempt, map);
            case MemoryCall.Unmap unmap -> topics.maps.unmap(attempt, unmap);
            case MemoryCall.Protect protect -> topics.protections.protect(attempt, protect);
            case MemoryCall.Remap remap -> topics.remaps.remap(attempt, remap);
            case MemoryCall.Advise advise -> topics.advice.advise(attempt, advise);
            case MemoryCall.Synchronise synchronise -> topics.advice.synchronise(attempt, synchronise);
            case MemoryCall.Residency residency -> topics.peeks.residency(attempt, residency);
            case MemoryCall.Lock lock -> topics.locks.lock(attempt, lock);
            case MemoryCall.LockLazily lock -> topics.locks.lock(attempt, lock);
            case MemoryCall.Unlock unlock -> topics.locks.unlock(attempt, unlock);
            case MemoryCall.LockAll lock -> topics.locks.lockAll(attempt, lock);
            case MemoryCall.UnlockAll unlock -> topics.locks.unlockAll(attempt, unlock);
            case MemoryCall.Barrier barrier -> topics.locks.barrier(attempt, barrier);
            case MemoryCall.Futex futex -> topics.futexes.futex(attempt, futex);
        }
    }

    private static void relayed(Attempt attempt, Call call, Completion completion, boolean parked) {
        new Attempt(attempt.message(), 0, parked, false, attempt.outbox()).complete(call, completion);
    }

    private void epochIs(Attempt attempt, Memory.EpochIs epoch) {
        topics.lent.epochIs(epoch.epochNanos());
        topics.futexes.epochIs(attempt, epoch.epochNanos());
        attempt.outbox().send(Port.CLOCK, new Clock.EpochKnown(epoch.call()));
    }

    private void goOn(Attempt attempt, long number) {
        Suspended suspended = topics.waiting.take(number);
        if (suspended != null) {
            attempt(Attempt.again(suspended, attempt.outbox()));
        }
    }

    private void cancel(Attempt attempt, Memory.Cancel cancel) {
        topics.faults.cancel(cancel, attempt);
        topics.futexes.cancel(attempt, cancel);
    }

    /// The page that a request waited for cannot be had.
    private void fail(Attempt attempt, Touch.Failure failure) {
        switch (attempt.message()) {
            case Memory.Fault fault -> topics.faults.refused(attempt, fault, failure);
            case Memory.BuildSpace build -> topics.spaces.failed(attempt, build, failure);
            case Memory.Populate populate -> topics.locks.failed(attempt, populate, failure);
            case Memory.Peek peek -> topics.peeks.failed(attempt, peek);
            case Memory.Poke poke -> topics.peeks.failed(attempt, poke);
            case MemoryCall.Residency residency -> attempt.error(residency.call(), failure.errno);
            case MemoryCall.Futex futex -> attempt.error(futex.call(), failure.errno);
            case Memory.ClearTid _, Memory.ReleaseRobust _ -> {
                // A bad address is ignored.
            }
            case Memory.Request request -> topics.transfers.fail(attempt, request, failure);
            case MemoryCall call -> throw new IllegalStateException(call + " waits for no page");
        }
    }
}
