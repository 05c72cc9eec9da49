package org.lkernel.kernel.scheduler;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.scheduler.SchedulerState.Place;
import org.lkernel.kernel.scheduler.SchedulerState.Seat;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;

/// The run queues: one for each hart, in order of virtual time, and a vacant hart takes from the longest if its
/// own is empty.
final class RunQueues {
    private final Policy policy;
    private final Choices choices;

    RunQueues(Policy policy, Choices choices) {
        this.policy = policy;
        this.choices = choices;
    }

    /// Puts a ready task into the queue of its home, or of the least busy hart it may run on.
    void add(SchedulerState state, Slot slot) {
        int hart = allowed(slot, slot.home()) && !crowded(state, slot.home()) ? slot.home() : leastBusy(state, slot);
        Seat seat = state.seats.get(hart);
        Slot placed = slot.at(hart, seat.leastNanos());
        state.slots = state.slots.plus(placed.task(), placed);
        replace(state, hart, seat.queueing(seat.queue().plus(place(placed), placed.task())));
    }

    void remove(SchedulerState state, Slot slot) {
        Seat seat = state.seats.get(slot.home());
        replace(state, slot.home(), seat.queueing(seat.queue().minus(place(slot))));
    }

    /// Takes the next task for this hart out of its own queue or another's; null when none may run here.
    @Nullable
    Slot take(SchedulerState state, int hart) {
        int from = state.seats.get(hart).queue().isEmpty() ? longest(state, hart) : hart;
        if (from < 0) {
            return null;
        }
        Iterable<ReadyTask> ready = () -> ready(state, from, hart);
        if (!ready.iterator().hasNext()) {
            return null;
        }
        ReadyTask next = policy.next(hart, ready, choices);
        Slot chosen = state.slots.get(next.task());
        if (chosen == null || !state.seats.get(from).queue().containsKey(place(chosen)) || !allowed(chosen, hart)) {
            throw new IllegalStateException("the policy took %s, which is not ready for hart %d".formatted(next, hart));
        }
        remove(state, chosen);
        replace(state, hart, state.seats.get(hart).reaching(chosen.virtualNanos()));
        return chosen;
    }

    /// Those of a queue that may run on a given hart.
    private static Iterator<ReadyTask> ready(SchedulerState state, int from, int hart) {
        return state.seats.get(from).queue().values().stream()
                .map(state.slots::get)
                .filter(slot -> slot != null && allowed(slot, hart))
                .map(ReadyTask::of)
                .iterator();
    }

    private static Place place(Slot slot) {
        return new Place(slot.virtualNanos(), slot.task());
    }

    private static boolean allowed(Slot slot, int hart) {
        return (slot.affinity() >>> hart & 1) != 0;
    }

    private static boolean crowded(SchedulerState state, int hart) {
        Seat seat = state.seats.get(hart);
        return (seat.task() != 0 || !seat.queue().isEmpty()) && vacancy(state);
    }

    private static boolean vacancy(SchedulerState state) {
        return state.seats.stream()
                .anyMatch(seat -> seat.task() == 0 && seat.queue().isEmpty());
    }

    private static int leastBusy(SchedulerState state, Slot slot) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int hart = 0; hart < state.seats.size(); hart++) {
            Seat seat = state.seats.get(hart);
            int load = seat.queue().size() + (seat.task() == 0 ? 0 : 1);
            if (allowed(slot, hart) && load < least) {
                best = hart;
                least = load;
            }
        }
        return best < 0 ? 0 : best;
    }

    private static int longest(SchedulerState state, int notThis) {
        int best = -1;
        int most = 0;
        for (int hart = 0; hart < state.seats.size(); hart++) {
            int size = state.seats.get(hart).queue().size();
            if (hart != notThis && size > most) {
                best = hart;
                most = size;
            }
        }
        return best;
    }

    private static void replace(SchedulerState state, int hart, Seat seat) {
        state.seats = state.seats.with(hart, seat);
    }
}
