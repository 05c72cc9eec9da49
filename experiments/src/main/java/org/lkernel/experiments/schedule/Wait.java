package org.lkernel.experiments.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task that waits.
///
/// @param call the name of the system call it waits in
/// @param arguments of the call
/// @param holder the task that would have to do something, or null if nobody knows
/// @param what in words
public record Wait(
        int task,
        String call,
        List<Long> arguments,
        @Nullable Integer holder,
        String what) {
    public Wait {
        arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
        return "task %d waits for %s in %s".formatted(task, what, call)
                + (holder == null ? "" : ", which task " + holder + " has");
    }
}
