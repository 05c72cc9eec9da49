package org.lkernel.kernel.task;

import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.Exchange.Executing;
import org.pcollections.TreePMap;

/// The first task: it has no parent to be cloned from.
final class TaskBoot {
    private static final int FIRST = 1;

    private TaskBoot() {}

    static void begin(Turn turn, Tasks.Boot boot) {
        TasksState state = turn.state();
        if (!state.tasks.isEmpty()) {
            throw new IllegalStateException("booted twice");
        }
        state.protectInit = boot.protectInit();
        state.lastPid = FIRST;
        Task task = new Task();
        task.id = FIRST;
        task.process = FIRST;
        TaskGroup process = new TaskGroup();
        process.id = FIRST;
        process.processGroup = FIRST;
        process.session = FIRST;
        process.tasks = process.tasks.plus(FIRST);
        process.exitSignal = Signal.CHLD;
        process.actions = state.newActions(TreePMap.empty());
        state.add(task);
        state.add(process);
        Call call = new Call(FIRST, 0, 0, 0, 0);
        task.exchange = new Executing(call, Execution.of(boot.arguments(), boot.environment(), boot.path()));
        turn.send(Port.FILES, new Files.CopyTables(call, 0, false, false, TaskIdentity.of(state, task)));
        turn.send(Port.FILES, new Files.EnterDirectory(call, boot.directory()));
    }
}
