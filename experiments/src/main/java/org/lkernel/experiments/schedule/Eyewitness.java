package org.lkernel.experiments.schedule;

import org.lkernel.kernel.hart.Preemption.Kind;

/// Sees, while a schedule is repeated, what tasks do at points that others can see.
@FunctionalInterface
public interface Eyewitness {
    /// The task is about to do it, for the first time or after it was interrupted right there.
    ///
    /// @param address what it touches; of a call its number
    /// @param progress how far the task has come
    void sees(int task, Kind kind, long pc, long address, long progress);
}
