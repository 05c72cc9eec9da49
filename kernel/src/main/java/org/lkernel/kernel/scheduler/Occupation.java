package org.lkernel.kernel.scheduler;

import java.util.List;

/// What the scheduler knows a task to be at.
///
/// @param hart where it runs or would run next
/// @param call the number of the system call it waits in, [#FAULT] for a page fault, [#NONE] when it can run
/// @param running whether it is on that hart now
/// @param cpuNanos CPU time, in user code and in the kernel
public record Occupation(int task, int hart, int call, boolean running, long cpuNanos) {
    public static final int NONE = -1;
    public static final int FAULT = -2;

    private static final int A7 = 17;

    static List<Occupation> of(SchedulerState state) {
        return state.slots.values().stream().map(Occupation::of).toList();
    }

    private static Occupation of(SchedulerState.Slot slot) {
        return switch (slot.phase()) {
            case SchedulerState.Ready _ -> new Occupation(slot.task(), slot.home(), NONE, false, slot.cpuNanos());
            case SchedulerState.Running running ->
                new Occupation(slot.task(), running.hart(), NONE, true, slot.cpuNanos());
            case SchedulerState.Blocked blocked ->
                new Occupation(
                        slot.task(),
                        slot.home(),
                        WaitText.isFault(blocked)
                                ? FAULT
                                : (int) blocked.context().x(A7),
                        false,
                        slot.cpuNanos());
        };
    }
}
