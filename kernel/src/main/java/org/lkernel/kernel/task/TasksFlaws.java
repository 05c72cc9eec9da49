package org.lkernel.kernel.task;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What must be so of all tasks: families agree about who is whose, and what is shared is counted right.
final class TasksFlaws {
    private TasksFlaws() {}

    static @Nullable String of(TasksState state) {
        for (Task task : state.tasks.values()) {
            TaskGroup process = state.processes.get(task.process);
            if (isPresent(task) && (process == null || !process.tasks.contains(task.id))) {
                return "task %d is in process %d, which does not know it".formatted(task.id, task.process);
            }
        }
        SortedMap<Integer, Integer> users = new TreeMap<>();
        for (TaskGroup process : state.processes.values()) {
            String flaw = of(state, process);
            if (flaw != null) {
                return flaw;
            }
            users.merge(process.actions, 1, Integer::sum);
        }
        for (var table : state.actions.entrySet()) {
            int counted = users.getOrDefault(table.getKey(), 0);
            if (table.getValue().users() != counted) {
                return "a table of actions has %d users and is said to have %d"
                        .formatted(counted, table.getValue().users());
            }
        }
        return null;
    }

    /// A process takes a task in when everybody has made what the task needs, and those that fail it never has.
    private static boolean isPresent(Task task) {
        return switch (task.phase) {
            case Phase.Born _, Phase.Leaving _ -> false;
            case Phase.Live _, Phase.Parked _, Phase.Dead _ -> true;
        };
    }

    private static @Nullable String of(TasksState state, TaskGroup process) {
        for (int task : process.tasks) {
            if (!state.tasks.containsKey(task)) {
                return "process %d has task %d, which is not there".formatted(process.id, task);
            }
        }
        for (int child : process.children) {
            TaskGroup found = state.processes.get(child);
            if (found == null || found.parent != process.id) {
                return "process %d has child %d, which has another parent".formatted(process.id, child);
            }
        }
        return process.actions == 0 || state.actions.containsKey(process.actions)
                ? null
                : "process %d has no table of actions".formatted(process.id);
    }
}
