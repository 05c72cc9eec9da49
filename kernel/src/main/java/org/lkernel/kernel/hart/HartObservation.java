package org.lkernel.kernel.hart;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;

/// What there is to say of a hart.
final class HartObservation {
    private HartObservation() {}

    static List<Observation> of(Port port, HartState state) {
        List<Observation> seen = new ArrayList<>();
        String doing = switch (state.phase) {
            case HartState.Vacant() -> "vacant";
            case HartState.User() -> "runs task %d in space %d".formatted(state.task, state.space);
            case HartState.Calling calling -> "task %d makes a call".formatted(state.task);
            case HartState.Faulting faulting -> "task %d has a page fault".formatted(state.task);
            case HartState.Attending attending -> "task %d is attended to".formatted(state.task);
        };
        seen.add(new Observation(
                "harts",
                port.toString(),
                "%s, %d instructions retired, cost model %d".formatted(doing, state.retired, state.costModel)));
        if (state.context != null && state.task != 0) {
            seen.addAll(state.context.observe("task " + state.task));
        }
        return seen;
    }
}
