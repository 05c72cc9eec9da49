package org.lkernel.cli;

import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.cli.strace.CallNames;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.ClockState;
import org.lkernel.kernel.hart.HartState;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.TasksState;
import org.lkernel.kernel.task.TasksSubsystem;

/// A look into a machine that stands still, in words.
record Inspection(Machine machine) {
    static Inspection of(Machine machine) {
        return new Inspection(machine);
    }

    TasksState.@Nullable Ended ended() {
        return state(TasksState.class).ended();
    }

    /// Whether the machine has ended: asked between any two steps, so it looks at one field.
    BooleanSupplier hasEnded() {
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (subsystem.core() instanceof TasksSubsystem tasks) {
                return () -> tasks.state().ended() != null;
            }
        }
        throw new IllegalStateException("this machine has no tasks");
    }

    <S extends State<S>> S state(Class<S> type) {
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (type.isInstance(subsystem.state())) {
                return type.cast(subsystem.state());
            }
        }
        throw new IllegalStateException("this machine has no " + type.getSimpleName());
    }

    /// The machine's time.
    long nowNanos() {
        return state(ClockState.class).nowNanos();
    }

    /// Who waits for what, a line each.
    String waiting() {
        return String.join("\n", state(SchedulerState.class).waiting());
    }

    /// What `--report` prints.
    Report report(int status, @Nullable String digest) {
        TreeMap<String, Long> made = new TreeMap<>();
        TreeMap<String, Long> missing = new TreeMap<>();
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (subsystem.state() instanceof HartState hart) {
                count(hart, made, missing);
            }
        }
        return new Report(status, machine.seed(), machine.retired(), machine.steps(), made, missing, digest);
    }

    private static void count(HartState hart, TreeMap<String, Long> made, TreeMap<String, Long> missing) {
        long[] counts = hart.counts();
        for (SyscallTable.Entry entry : Board.SYSTEM_CALLS.supported()) {
            if (counts[entry.number()] > 0) {
                made.merge(entry.name(), counts[entry.number()], Long::sum);
            }
        }
        hart.missing().forEach((number, times) -> missing.merge(CallNames.name(number), times, Long::sum));
    }
}
