package org.lkernel.actors;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.lkernel.kernel.Choices;

/// What a machine has in common with those forked from it: how its subsystems are built, and how it runs.
///
/// @param topology builds the subsystems of each of them
/// @param answers what backends may answer and hosts may send, beyond what the subsystems understand
/// @param replayLine the command that repeats the run
record MachinePlan(
        String name,
        Mode mode,
        Topology topology,
        Function<Choices, Order> order,
        List<Class<?>> answers,
        boolean digesting,
        boolean inlining,
        int longestQueue,
        int logLines,
        LongSupplier hostNanos,
        String replayLine) {
    MachinePlan {
        answers = List.copyOf(answers);
    }

    MachinePlan named(String newName, String newReplayLine) {
        return new MachinePlan(
                newName,
                mode,
                topology,
                order,
                answers,
                digesting,
                inlining,
                longestQueue,
                logLines,
                hostNanos,
                newReplayLine);
    }
}
