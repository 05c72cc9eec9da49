package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;

/// What procfs says of tasks, in the words of Linux: `proc(5)`.
final class TaskDescribe {
    private TaskDescribe() {}

    static void describe(Turn turn, Tasks.Describe describe) {
        turn.send(Port.FILES, new Files.Described(describe.call(), text(turn.state(), describe.what(), describe.pid())));
    }

    private static @Nullable Bytes text(TasksState state, String what, int pid) {
        if (pid == 0) {
            return what.equals("list") ? list(state) : null;
        }
        Task task = state.tasks.get(pid);
        TaskGroup process = task == null ? null : state.processes.get(task.process);
        if (task == null || process == null) {
            return null;
        }
        return switch (what) {
            case "comm" -> task.name.concat(Bytes.latin1("\n"));
            case "cmdline" -> process.arguments;
            case "environ" -> process.environment;
            case "auxv" -> process.auxiliary;
            case "exe" -> process.executable;
            default -> null;
        };
    }

    private static Bytes list(TasksState state) {
        StringBuilder text = new StringBuilder();
        state.processes.keySet().forEach(id -> text.append(id).append('\n'));
        return Bytes.latin1(text.toString());
    }
}
