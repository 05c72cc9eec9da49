package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Observation;

/// What there is to say of tasks, processes and their timers.
final class TasksObservation {
    private TasksObservation() {}

    static List<Observation> of(TasksState state) {
        List<Observation> seen = new ArrayList<>();
        for (Task task : state.tasks.values()) {
            seen.add(new Observation("tasks", "task " + task.id, describe(task)));
        }
        for (TaskGroup process : state.processes.values()) {
            seen.add(new Observation("processes", "process " + process.id, describe(process)));
        }
        state.alarms.forEach(
                (number, alarm) -> seen.add(new Observation("timers", "alarm " + number, alarm.toString())));
        if (state.ended != null) {
            seen.add(new Observation("machine", "end", state.ended.reason() + ", status " + state.ended.code()));
        }
        return seen;
    }

    private static String describe(Task task) {
        return "%s, process %d, space %d, %s, signals pending %s, blocked %x"
                .formatted(task.name.toUtf8(), task.process, task.space, describe(task.phase), task.pending, task.mask);
    }

    private static String describe(Phase phase) {
        return switch (phase) {
            case Phase.Born() -> "being born";
            case Phase.Live() -> "live";
            case Phase.Parked parked -> "waiting: " + parked.waiting();
            case Phase.Leaving _ -> "leaving";
            case Phase.Dead() -> "dead";
        };
    }

    private static String describe(TaskGroup process) {
        return "parent %d, group %d, session %d, tasks %s%s%s"
                .formatted(
                        process.parent,
                        process.processGroup,
                        process.session,
                        process.tasks,
                        process.zombie ? ", zombie" : "",
                        process.stopped ? ", stopped" : "");
    }
}
