package org.lkernel.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
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
            if (subsystem instanceof TasksSubsystem tasks) {
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
    void report(PrintWriter out) {
        TreeMap<String, Long> made = new TreeMap<>();
        TreeMap<Long, Long> missing = new TreeMap<>();
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (subsystem.state() instanceof HartState hart) {
                count(hart, made, missing);
            }
        }
        out.printf("instructions: %d%nmessages: %d%n", machine.retired(), machine.steps());
        for (Map.Entry<String, Long> call : made.entrySet()) {
            out.printf("syscall %s: %d%n", call.getKey(), call.getValue());
        }
        missing.forEach((number, times) -> out.printf("ENOSYS syscall %d: %d%n", number, times));
    }

    private static void count(HartState hart, TreeMap<String, Long> made, TreeMap<Long, Long> missing) {
        long[] counts = hart.counts();
        for (SyscallTable.Entry entry : Board.SYSTEM_CALLS.supported()) {
            if (counts[entry.number()] > 0) {
                made.merge(entry.name(), counts[entry.number()], Long::sum);
            }
        }
        hart.missing().forEach((number, times) -> missing.merge(number, times, Long::sum));
    }
}
