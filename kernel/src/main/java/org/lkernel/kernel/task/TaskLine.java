package org.lkernel.kernel.task;

import java.util.List;
import java.util.Objects;

/// What `ps(1)` would say of a task without asking the scheduler.
///
/// @param process the number of its process, whose first task has the same number
/// @param parent of its process
/// @param session of its process
/// @param status `Z` for a zombie, `T` when stopped, `X` on its way out, else `R`
/// @param name as `PR_SET_NAME` has it; a guest may have put any bytes there
public record TaskLine(int task, int process, int parent, int session, char status, String name) {
    static List<TaskLine> of(TasksState state) {
        return state.tasks.values().stream()
                .map(task -> of(task, Objects.requireNonNull(state.processes.get(task.process))))
                .toList();
    }

    private static TaskLine of(Task task, TaskGroup process) {
        char status = 'R';
        if (process.zombie) {
            status = 'Z';
        } else if (process.stopped) {
            status = 'T';
        } else if (!task.isAlive()) {
            status = 'X';
        }
        return new TaskLine(task.id, task.process, process.parent, process.session, status, task.name.toUtf8());
    }
}
