package org.lkernel.kernel.scheduler;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.scheduler.SchedulerState.Place;
import org.lkernel.kernel.scheduler.SchedulerState.Ready;
import org.lkernel.kernel.scheduler.SchedulerState.Running;
import org.lkernel.kernel.scheduler.SchedulerState.Seat;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;

/// What must be so of a scheduler: whoever is on a hart runs there, and whoever is ready waits in one queue.
final class SchedulerFlaws {
    private SchedulerFlaws() {}

    static @Nullable String of(SchedulerState state, boolean thorough) {
        for (int hart = 0; hart < state.seats.size(); hart++) {
            int task = state.seats.get(hart).task();
            Slot slot = task == 0 ? null : state.slots.get(task);
            // A task at its end leaves its hart and is removed, in whatever order the two are heard of.
            if (slot != null && !(slot.phase() instanceof Running running && running.hart() == hart)) {
                return "task %d is on hart %d and is %s".formatted(task, hart, slot.phase());
            }
        }
        return thorough ? ofAll(state) : null;
    }

    private static @Nullable String ofAll(SchedulerState state) {
        int ready = 0;
        for (Slot slot : state.slots.values()) {
            if (slot.phase() instanceof Ready) {
                ready++;
                Place place = new Place(slot.virtualNanos(), slot.task());
                if (!state.seats.get(slot.home()).queue().containsKey(place)) {
                    return "task %d is ready and in no queue".formatted(slot.task());
                }
            }
        }
        int queued = 0;
        for (Seat seat : state.seats) {
            queued += seat.queue().size();
        }
        return queued == ready ? null : "%d tasks are ready, and %d are in queues".formatted(ready, queued);
    }
}
