package org.lkernel.experiments.inject;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Stuck;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Faults;
import org.lkernel.experiments.oracle.CheckOracle;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.task.TasksState;

/// A machine at the base of a campaign, which runs from there again and again, each time with other faults.
final class Rig implements AutoCloseable {
    /// Of the host's time, for one message.
    private static final Duration HANDLER_LIMIT = Duration.ofSeconds(60);

    /// Messages after the program's end, in which what it had is given back.
    private static final long AFTERMATH = 200;

    private final Faults faults = new Faults();
    private final Trail trail = new Trail();
    private final List<String> isolated;
    private final Deaths deaths = new Deaths();
    private final Phases phases;
    private final @Nullable CheckOracle check;
    private final Computer computer;
    private final Checkpoint base;
    private final long seed;
    private final long baseSteps;
    private final long baseRetired;
    private final long baseNanos;

    /// @param lost is told, by another thread, of a handler that does not come back; this machine never will then
    Rig(InjectionPlan plan, Consumer<Stuck> lost) {
        phases = plan.phases();
        isolated = plan.oracle().isolated();
        faults.tell(_ -> trail.strike());
        check = plan.oracle().check() == null
                ? null
                : new CheckOracle(plan.oracle().check());
        seed = plan.seed();
        computer = plan.target()
                .builder()
                .seed(plan.target().seed())
                .tracer(deaths)
                .with(builder ->
                        builder.interpose(faults).observe(trail).logLines(16).guard(HANDLER_LIMIT, lost))
                .boot(plan.target().words().toArray(String[]::new));
        if (plan.at() != null && computer.run(plan.at()) != Stop.CONDITION) {
            computer.close();
            throw new IllegalStateException("the base, " + plan.at() + ", was not reached");
        }
        base = computer.save();
        baseSteps = computer.machine().steps();
        baseRetired = computer.machine().retired();
        baseNanos = computer.machine().nowNanos();
    }

    /// A machine that nobody watches: a handler that loops is waited for.
    static Rig alone(InjectionPlan plan) {
        return new Rig(plan, _ -> {});
    }

    /// The machine's time at the base.
    long baseNanos() {
        return baseNanos;
    }

    /// How many instructions were retired at the base.
    long baseRetired() {
        return baseRetired;
    }

    /// The run that the others are compared with. What does not end in the time it has is [Observed.Ending#ENDLESS].
    Observed golden(List<Fault> counted) {
        trail.record();
        return run(counted, Bounds.nanos(phases.longestNanos()));
    }

    Observed run(List<Fault> armed, Observed golden) {
        trail.compare(golden.trail());
        return run(armed, Bounds.of(golden, phases));
    }

    private Observed run(List<Fault> armed, Bounds bounds) {
        computer.reset(base);
        deaths.forget();
        faults.arm(computer.machine(), armed, seed);
        try {
            Stop stop = until(bounds);
            Long settleNanos = phases.settleNanos();
            if (computer.ended() == null && settleNanos != null) {
                faults.heal();
                stop = until(Bounds.nanos(computer.machine().nowNanos() - baseNanos + settleNanos));
            }
            TasksState.Ended ended = computer.ended();
            if (ended != null) {
                computer.machine().run(AFTERMATH);
            }
            return ended != null
                    ? observed(Observed.Ending.ENDED, ended.reason())
                    : stop == Stop.QUIET
                            ? observed(Observed.Ending.STUCK, String.join(", ", computer.waiting()))
                            : observed(Observed.Ending.ENDLESS, "it goes on and on");
        } catch (KernelCrash crash) {
            return observed(Observed.Ending.CRASHED, words(crash));
        }
    }

    private static String words(KernelCrash crash) {
        Throwable cause = crash.getCause() == null ? crash : crash.getCause();
        StackTraceElement[] frames = cause.getStackTrace();
        String place = frames.length == 0 ? "" : " at " + frames[0].getClassName() + "." + frames[0].getMethodName();
        return crash.port() + ": " + cause + place;
    }

    /// Runs until the program has ended, nothing can happen any more, or the run has gone too far.
    private Stop until(Bounds bounds) {
        Machine machine = computer.machine();
        return machine.run(
                () -> computer.ended() != null
                        || machine.retired() - baseRetired > bounds.retired()
                        || machine.nowNanos() - baseNanos > bounds.nanos(),
                Math.max(0, bounds.steps() - (machine.steps() - baseSteps)));
    }

    private Observed observed(Observed.Ending ending, String words) {
        boolean crashed = ending == Observed.Ending.CRASHED;
        return new Observed(
                ending,
                words,
                computer.status().orElse(-1),
                isKilled(),
                computer.console().output(),
                computer.console().errors(),
                computer.machine().steps() - baseSteps,
                computer.machine().retired() - baseRetired,
                computer.machine().nowNanos() - baseNanos,
                crashed ? new TreeMap<>() : left(),
                crashed ? 0 : isolated(),
                trail.copy(),
                trail.reached(),
                crashed ? "" : computer.digest(),
                faults.isHealed(),
                faults.isUnused(),
                check == null || computer.ended() == null ? null : check.passes(computer),
                faults.injected(),
                faults.seen());
    }

    /// A shell ends with a status above 128 when a signal killed what it ran, and anybody may say that he does.
    private boolean isKilled() {
        TasksState.Ended ended = computer.ended();
        return ended != null
                && ((ended.status() & 0x7f) != 0
                        || ended.code() > 128 && deaths.signals().contains(ended.code() - 128));
    }

    /// What every subsystem is left with.
    private SortedMap<Port, Long> left() {
        SortedMap<Port, Long> left = new TreeMap<>();
        for (Subsystem<?, ?> subsystem : computer.machine().subsystems()) {
            left.put(subsystem.port(), Projection.of(subsystem.state()));
        }
        return left;
    }

    /// A file that is to be left alone and is not there, or null.
    @Nullable
    String missing() {
        return isolated.stream()
                .filter(path -> computer.file(path) == null)
                .findFirst()
                .orElse(null);
    }

    /// A hash of the files that were to be left alone.
    private long isolated() {
        long hash = 0;
        for (String path : isolated) {
            hash = 31 * hash + Arrays.hashCode(computer.file(path));
        }
        return hash;
    }

    @Override
    public void close() {
        base.close();
        computer.close();
    }
}
