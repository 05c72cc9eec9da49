package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;

/// What a task's call still expects of other subsystems before it can be answered.
sealed interface Exchange {
    /// A clone: the child is made when everybody has said so.
    ///
    /// @param group the process group `Files` was told the child is in
    /// @param answers how many are still to come
    /// @param handle the parent's descriptor of the child, with `CLONE_PIDFD`
    record Cloning(
            Call call,
            int child,
            CloneSpec spec,
            Context context,
            int group,
            int answers,
            @Nullable Errno failure,
            int handle)
            implements Exchange {
        Cloning failed(Errno why) {
            return new Cloning(call, child, spec, context, group, answers, why, handle);
        }

        Cloning withHandle(int descriptor) {
            return new Cloning(call, child, spec, context, group, answers, failure, descriptor);
        }
    }

    /// A program is looked up, read, and a space built from it.
    record Executing(Call call, Execution execution) implements Exchange {}

    /// `Files` takes note of who the task now is.
    record Identifying(Call call, Completion.Returned answer) implements Exchange {}

    /// `Files` tells which process the descriptor means that a call was given.
    record Pointing(Call call, TasksCall by) implements Exchange {}

    /// The task's new name is fetched, for `PR_SET_NAME`.
    record Naming(Call call) implements Exchange {}

    /// `Memory` tells how much there is of it, for `sysinfo(2)`.
    record Surveying(Call call, long buffer) implements Exchange {}

    /// The scheduler tells how much CPU time was used, for a purpose.
    record Measuring(Call call, Measured purpose) implements Exchange {}
}
