package org.lkernel.experiments.inject;

import java.time.Duration;
import java.util.List;
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
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.task.TasksState;

/// A machine at the base of a campaign, which runs from there again and again, each time with other faults.
final class Rig implements AutoCloseable {
    /// Of the host's time, for one message.
    private static final Duration HANDLER_LIMIT = Duration.ofSeconds(60);

    private final Faults faults = new Faults();
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
        check = plan.oracle().check() == null
                ? null
                : new CheckOracle(plan.oracle().check());
        seed = plan.seed();
        computer = plan.target()
                .builder()
                .seed(plan.target().seed())
                .tracer(deaths)
                .with(builder -> builder.interpose(faults).logLines(16).guard(HANDLER_LIMIT, lost))
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
        return run(counted, Bounds.nanos(phases.longestNanos()));
    }

    Observed run(List<Fault> armed, Observed golden) {
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
                crashed ? 0 : memory(),
                crashed ? "" : computer.digest(),
                faults.isHealed(),
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

    /// A hash of the pages in use, whatever frames they are in; pages of zeroes count as none.
    private long memory() {
        MemoryState memory = computer.state(MemoryState.class);
        long sum = 0;
        for (int frame : memory.host().frames()) {
            sum += page(memory.host().reading(frame));
        }
        return sum;
    }

    private static long page(long host) {
        long hash = 0;
        for (int offset = 0; offset < Raw.PAGE_SIZE; offset += Long.BYTES) {
            long word = Raw.loadLong(host + offset);
            if (word != 0) {
                hash = (hash ^ word + offset) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
        }
        return hash;
    }

    @Override
    public void close() {
        base.close();
        computer.close();
    }
}
