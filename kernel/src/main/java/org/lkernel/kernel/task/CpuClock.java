package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A clock that counts CPU time, of a process or of one task: `clock_getcpuclockid(3)`,
/// `pthread_getcpuclockid(3)`. Its number holds all of it, as `posix-timers.h` of Linux has it.
///
/// @param id of the process or task
/// @param kind 0 and 2 count all its time, 1 what of it was spent in user code
record CpuClock(int id, boolean thread, int kind) {
    private static final int PER_THREAD = 4;
    private static final int KIND_MASK = 3;
    private static final int USER = 1;
    private static final int ALL = 2;
    private static final int DESCRIPTOR = 3;

    /// The clock that a task means by a number, or null where there is none or it is not for the task to know.
    /// A process can be named by any of its tasks when its clock is only read.
    static @Nullable CpuClock of(TasksState state, Task caller, int number, boolean onlyRead) {
        CpuClock named = switch (number) {
            case Clocks.PROCESS_CPU -> new CpuClock(caller.process, false, ALL);
            case Clocks.THREAD_CPU -> new CpuClock(caller.id, true, ALL);
            default -> of(number);
        };
        if (named.id == 0) {
            named = new CpuClock(named.thread ? caller.id : caller.process, named.thread, named.kind);
        }
        Task known = state.find(named.id);
        if (known == null || number >= 0 && !Clocks.countsCpu(number) || named.kind == DESCRIPTOR) {
            return null;
        } else if (named.thread) {
            return known.process == caller.process ? named : null;
        }
        boolean own = onlyRead && known.id == caller.id;
        return own || known.process == named.id ? new CpuClock(known.process, false, named.kind) : null;
    }

    /// What a number that [#number] gave stands for.
    static CpuClock of(int number) {
        return new CpuClock(~(number >> 3), (number & PER_THREAD) != 0, number & KIND_MASK);
    }

    int number() {
        return ~id << 3 | (thread ? PER_THREAD : 0) | kind;
    }

    /// Those whose time is counted; empty when nobody is left.
    List<Integer> tasks(TasksState state) {
        Task task = state.find(id);
        if (thread) {
            return task == null ? List.of() : List.of(id);
        }
        TaskGroup process = state.findProcess(id);
        return process == null ? List.of() : List.copyOf(process.tasks);
    }

    /// What the clock shows, where those whose time is counted have used so much.
    long shown(TasksState state, CpuTime living) {
        TaskGroup process = thread ? null : state.findProcess(id);
        Task task = thread ? state.find(id) : null;
        CpuTime all = process != null
                ? living.plus(CpuTime.ended(process))
                : task != null ? living.plus(new CpuTime(task.userNanos, task.systemNanos)) : living;
        return kind == USER ? all.userNanos() : all.totalNanos();
    }
}
