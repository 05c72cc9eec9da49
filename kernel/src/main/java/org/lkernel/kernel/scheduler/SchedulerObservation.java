package org.lkernel.kernel.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Observation;

/// What there is to say of who runs and who waits.
final class SchedulerObservation {
    private SchedulerObservation() {}

    static List<Observation> of(SchedulerState state) {
        List<Observation> seen = new ArrayList<>();
        for (SchedulerState.Slot slot : state.slots.values()) {
            String task = "task " + slot.task();
            seen.add(new Observation("schedule", task, describe(slot)));
            switch (slot.phase()) {
                case SchedulerState.Ready ready -> seen.addAll(ready.context().observe(task));
                case SchedulerState.Running _ -> {}
                case SchedulerState.Blocked blocked ->
                    seen.addAll(blocked.context().observe(task));
            }
        }
        return seen;
    }

    private static String describe(SchedulerState.Slot slot) {
        String phase = switch (slot.phase()) {
            case SchedulerState.Ready _ -> "ready at hart " + slot.home();
            case SchedulerState.Running running -> "running on hart " + running.hart();
            case SchedulerState.Blocked blocked ->
                "waiting for %s since %d ns"
                        .formatted(blocked.owner(), blocked.call().nowNanos());
        };
        return "%s, %d ns of user time, %d of system time, nice %d"
                .formatted(phase, slot.userNanos(), slot.systemNanos(), slot.nice());
    }
}
