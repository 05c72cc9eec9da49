package org.lkernel.experiments.inject;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.lkernel.actors.KernelCrash;
import org.lkernel.actors.Machine;
import org.lkernel.actors.Stop;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.fault.Fault;
import org.lkernel.experiments.fault.Faults;
import org.lkernel.experiments.fault.Flips;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.Raw;

/// A machine at the base of a campaign, which runs from there again and again, each time with other faults.
final class Rig implements AutoCloseable {
    /// How many times what the golden run took before a run is taken to go on for ever.
    private static final int PATIENCE = 3;

    private static final long SLACK = 1_000_000;
    private static final long UNKNOWN = Long.MAX_VALUE / 8;

    private final Faults faults = new Faults();
    private final Computer computer;
    private final Checkpoint base;
    private final long seed;
    private final long baseSteps;
    private final long baseRetired;

    Rig(InjectionPlan plan) {
        seed = plan.seed();
        computer = plan.target()
                .builder()
                .seed(plan.target().seed())
                .with(builder -> builder.interpose(faults).logLines(16))
                .boot(plan.target().words().toArray(String[]::new));
        if (plan.at() != null && computer.run(plan.at()) != Stop.CONDITION) {
            computer.close();
            throw new IllegalStateException("the base, " + plan.at() + ", was not reached");
        }
        base = computer.save();
        baseSteps = computer.machine().steps();
        baseRetired = computer.machine().retired();
    }

    /// How many instructions were retired at the base.
    long baseRetired() {
        return baseRetired;
    }

    /// Runs without a limit: the golden run.
    Observed golden(List<Fault> counted) {
        return run(counted, UNKNOWN, UNKNOWN);
    }

    Observed run(List<Fault> armed, Observed golden) {
        return run(armed, PATIENCE * golden.steps() + SLACK, PATIENCE * golden.retired() + SLACK);
    }

    private Observed run(List<Fault> armed, long mostSteps, long mostRetired) {
        computer.reset(base);
        faults.arm(armed);
        Machine machine = computer.machine();
        Flips.arm(machine, faults, armed, seed);
        BooleanSupplier over = () -> computer.ended() != null || machine.retired() - baseRetired > mostRetired;
        try {
            Stop stop = machine.run(over, mostSteps);
            Observed.Ending ending = computer.ended() != null
                    ? Observed.Ending.ENDED
                    : stop == Stop.QUIET ? Observed.Ending.STUCK : Observed.Ending.ENDLESS;
            return observed(
                    ending, computer.ended() == null ? "" : computer.ended().reason());
        } catch (KernelCrash crash) {
            Throwable cause = crash.getCause() == null ? crash : crash.getCause();
            return observed(Observed.Ending.CRASHED, crash.port() + ": " + cause);
        }
    }

    private Observed observed(Observed.Ending ending, String words) {
        boolean crashed = ending == Observed.Ending.CRASHED;
        return new Observed(
                ending,
                words,
                computer.status().orElse(-1),
                computer.console().output(),
                computer.console().errors(),
                computer.machine().steps() - baseSteps,
                computer.machine().retired() - baseRetired,
                crashed ? 0 : memory(),
                crashed ? "" : computer.digest(),
                faults.injected(),
                faults.seen());
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
