package org.lkernel.kernel.memory;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;

/// Page faults of harts.
final class Faults {
    private static final Access[] ACCESSES = Access.values();

    private final MemoryState state;
    private final Faulting faulting;
    private final Shootdowns shootdowns;
    private final Waiting waiting;
    private final Stores stores;

    Faults(MemoryState state, Faulting faulting, Shootdowns shootdowns, Waiting waiting, Stores stores) {
        this.state = state;
        this.faulting = faulting;
        this.shootdowns = shootdowns;
        this.waiting = waiting;
        this.stores = stores;
    }

    void fault(Attempt attempt, Memory.Fault fault) {
        Call call = fault.call();
        Space space = state.space(call.space());
        switch (faulting.touch(space, fault.address(), ACCESSES[fault.access()])) {
            case Touch.Present _ -> retried(attempt, call);
            case Touch.Missing missing -> waiting.forPage(attempt, 0, parked(attempt, call), missing);
            case Touch.Failure failure -> refused(attempt, fault, failure);
        }
    }

    /// The hart that faulted holds nothing of the page, unless it has run others since.
    private void retried(Attempt attempt, Call call) {
        long without = attempt.ahead(call);
        Ticket.Sending answer = stores.answer(attempt, call, new Completion.Retried());
        shootdowns.settle(attempt.outbox(), without, 0, answer);
    }

    void refused(Attempt attempt, Memory.Fault fault, Touch.Failure failure) {
        Call call = fault.call();
        if (failure == Touch.Failure.NO_MEMORY) {
            waiting.forRoom(attempt, 0, parked(attempt, call));
            return;
        }
        attempt.complete(call, new Completion.Refused(failure.signal, failure.code, fault.address()));
    }

    private static boolean parked(Attempt attempt, Call call) {
        if (!attempt.parked()) {
            attempt.outbox().send(Port.hart(call.hart()), new Hart.Parked(call));
        }
        return true;
    }

    /// Only death breaks off the wait for a page; whoever lives goes on waiting.
    void cancel(Memory.Cancel cancel, Attempt attempt) {
        if (cancel.fatal() && waiting.abandon(cancel.call())) {
            new Attempt(attempt.message(), 0, true, true, attempt.outbox())
                    .complete(cancel.call(), new Completion.Retried());
        }
    }
}
