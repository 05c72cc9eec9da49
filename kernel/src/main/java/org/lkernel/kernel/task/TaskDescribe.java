package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;

/// What procfs says of tasks, in the words of Linux: `proc(5)`.
///
/// Whatever tells CPU time or who is running waits until the scheduler has been asked.
final class TaskDescribe {
    private TaskDescribe() {}

    static void describe(Turn turn, Tasks.Describe describe) {
        TasksState state = turn.state();
        if (describe.what().equals("syscall") && state.tasks.containsKey(describe.pid())) {
            turn.send(Port.SCHEDULER, new Scheduler.Describe(describe.call(), describe.pid()));
            return;
        }
        List<Integer> tasks = measured(state, describe);
        if (tasks.isEmpty()) {
            answer(turn, describe, text(state, describe.what(), describe.pid()));
            return;
        }
        long ticket = ++state.lastDescription;
        state.descriptions = state.descriptions.plus(ticket, describe);
        Call call = new Call(0, 0, 0, -1 - ticket, describe.call().nowNanos());
        turn.send(Port.SCHEDULER, new Scheduler.Measure(call, tasks));
    }

    /// The tasks to be measured for a text, the one described first; none when the text needs no measure.
    private static List<Integer> measured(TasksState state, Tasks.Describe describe) {
        String what = describe.what();
        if (describe.pid() == 0 && (what.equals("stat") || what.equals("loadavg"))) {
            return List.copyOf(state.tasks.keySet());
        }
        Task task = state.tasks.get(describe.pid());
        TaskGroup process = task == null ? null : state.processes.get(task.process);
        if (task == null || process == null || !(what.equals("stat") || what.equals("status"))) {
            return List.of();
        }
        List<Integer> tasks = new ArrayList<>(List.of(task.id));
        process.tasks.stream().filter(id -> id != task.id).forEach(tasks::add);
        return tasks;
    }

    static boolean isOurs(Call call) {
        return call.serial() < -1;
    }

    static void measured(Turn turn, Tasks.Used used, CpuTime total) {
        TasksState state = turn.state();
        long ticket = -1 - used.call().serial();
        Tasks.Describe describe = state.descriptions.get(ticket);
        state.descriptions = state.descriptions.minus(ticket);
        if (describe != null) {
            String text = measuredText(state, describe, used, total);
            answer(turn, describe, text == null ? null : Bytes.latin1(text));
        }
    }

    private static @Nullable String measuredText(
            TasksState state, Tasks.Describe describe, Tasks.Used used, CpuTime total) {
        boolean awake = used.awake().getFirst();
        if (describe.pid() == 0) {
            return describe.what().equals("stat")
                    ? MachineText.stat(state, used, total)
                    : MachineText.loadAverage(state, used);
        }
        Task task = state.tasks.get(describe.pid());
        TaskGroup process = task == null ? null : state.processes.get(task.process);
        if (task == null || process == null) {
            return null;
        }
        return describe.what().equals("stat")
                ? ProcessText.stat(state, task, process, awake, total)
                : ProcessText.status(state, task, process, awake);
    }

    static void rename(Turn turn, Tasks.Rename rename) {
        Task caller = turn.task(rename.call());
        Task task = turn.state().tasks.get(rename.task());
        Bytes answer = null;
        if (task != null && task.process == caller.process) {
            task.name = TaskControl.name(rename.name());
            answer = Bytes.EMPTY;
        }
        turn.send(Port.FILES, new Files.Described(rename.call(), answer));
    }

    private static void answer(Turn turn, Tasks.Describe describe, @Nullable Bytes text) {
        turn.send(Port.FILES, new Files.Described(describe.call(), text));
    }

    private static @Nullable Bytes text(TasksState state, String what, int pid) {
        if (pid == 0) {
            return MachineText.text(state, what);
        }
        Task task = state.tasks.get(pid);
        TaskGroup process = task == null ? null : state.processes.get(task.process);
        if (task == null || process == null) {
            return null;
        }
        return switch (what) {
            case "comm" -> task.name.concat(Bytes.latin1("\n"));
            case "cmdline" -> process.zombie ? Bytes.EMPTY : process.arguments;
            case "environ" -> process.zombie ? Bytes.EMPTY : process.environment;
            case "auxv" -> process.zombie ? Bytes.EMPTY : process.auxiliary;
            case "exe" -> process.zombie ? Bytes.EMPTY : process.executable;
            case "sched" -> Bytes.latin1(ProcessText.sched(state, task, process));
            case "limits" -> Bytes.latin1(ProcessText.limits(process));
            case "space" -> Bytes.latin1(task.isAlive() ? Integer.toString(task.space) : "0");
            default -> null;
        };
    }
}
