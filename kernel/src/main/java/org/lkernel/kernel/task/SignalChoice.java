package org.lkernel.kernel.task;

import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.signal.Action;

/// Which signals a task would take next, and what they would do.
final class SignalChoice {
    private SignalChoice() {}

    /// Whether the task must come here before it runs more user code.
    static boolean needsAttention(TasksState state, Task task) {
        TaskGroup process = state.processOf(task);
        return mustEnd(process, task) || process.stopping != 0 || takeable(process, task) != 0;
    }

    static boolean mustEnd(TaskGroup process, Task task) {
        return process.exit != null || process.executor != 0 && process.executor != task.id;
    }

    /// The pending signals its mask lets through.
    static long takeable(TaskGroup process, Task task) {
        return (task.pending.set() | process.pending.set()) & ~task.mask;
    }

    /// Whether a takeable signal has a handler or ends the process, so that it breaks a wait for good.
    static boolean willHandle(TasksState state, Task task) {
        TaskGroup process = state.processOf(task);
        for (long set = takeable(process, task); set != 0; set &= set - 1) {
            if (state.action(process, Long.numberOfTrailingZeros(set) + 1).isCaught()) {
                return true;
            }
        }
        return false;
    }

    /// Whether the process does nothing about the signal.
    static boolean isIgnored(TasksState state, TaskGroup process, int signal) {
        Action action = state.action(process, signal);
        if (action.handler() == Action.IGNORE) {
            return true;
        }
        boolean protectedInit = state.protectInit && process.id == 1;
        return action.handler() == Action.DEFAULT
                && (protectedInit || Signal.byDefault(signal) == Signal.Default.IGNORE);
    }
}
