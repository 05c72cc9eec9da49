package org.lkernel.kernel.task;

import org.lkernel.kernel.syscall.Call;

/// Where a task is in its life.
sealed interface Phase {
    /// Its space and tables are being made; the scheduler does not know it yet.
    record Born() implements Phase {}

    /// On a hart, in a run queue, or waiting with another subsystem.
    record Live() implements Phase {}

    /// Waiting here, its call not answered.
    record Parked(Call call, Waiting waiting) implements Phase {}

    /// It will never run again; `Files` and the scheduler are giving it back.
    record Leaving(boolean released, boolean removed) implements Phase {}

    /// Nothing is left of it but its number: a zombie, or the first task of a process that others go on with.
    record Dead() implements Phase {}
}
