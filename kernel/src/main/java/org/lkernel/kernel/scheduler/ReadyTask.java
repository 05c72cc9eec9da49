package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.scheduler.SchedulerState.Slot;

/// A task that could run now, as a [Policy] sees it.
///
/// @param home the hart whose queue it is in
/// @param nice -20 to 19, as `setpriority(2)` has it
/// @param virtualNanos CPU time used, weighted by niceness
/// @param userNanos CPU time used
public record ReadyTask(int task, int home, int nice, long virtualNanos, long userNanos) {
    static ReadyTask of(Slot slot) {
        return new ReadyTask(slot.task(), slot.home(), slot.nice(), slot.virtualNanos(), slot.userNanos());
    }
}
