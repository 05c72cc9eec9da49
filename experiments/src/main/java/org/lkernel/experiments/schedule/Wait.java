package org.lkernel.experiments.schedule;

import java.util.List;

/// A task that waits.
///
/// @param call the name of the system call it waits in
/// @param thing what it waits for, said so that two schedules say the same of one thing
/// @param text the same for people
/// @param holders the tasks of which one would have to do something; none if nobody knows
/// @param outside whether somebody outside the machine may
public record Wait(int task, String call, String thing, String text, List<Integer> holders, boolean outside) {
    public Wait {
        holders = List.copyOf(holders);
    }

    /// The call and what it waits for.
    public String name() {
        return call + " " + thing;
    }

    @Override
    public String toString() {
        return "task %d waits for %s in %s".formatted(task, text, call);
    }
}
