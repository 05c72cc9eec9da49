package org.lkernel.actors;

import java.util.List;
import java.util.function.LongSupplier;
import org.lkernel.kernel.Subsystem;

/// What the engine of a machine is made of.
record MachinePlan(
        String name,
        Mode mode,
        List<Subsystem<?, ?>> subsystems,
        List<Watcher> watchers,
        boolean digesting,
        boolean inlining,
        int longestQueue,
        int logLines,
        LongSupplier hostNanos) {}
