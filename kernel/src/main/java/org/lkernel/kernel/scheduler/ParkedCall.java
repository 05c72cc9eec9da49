package org.lkernel.kernel.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.scheduler.SchedulerState.Blocked;

/// A system call that a task waits in.
///
/// @param space the task's address space
/// @param owner who is to answer
/// @param number of the call, or [Occupation#FAULT] for a page fault
/// @param arguments as the task gave them
public record ParkedCall(int task, int space, Port owner, int number, List<Long> arguments) {
    private static final int A0 = 10;
    private static final int A7 = 17;
    private static final int ARGUMENTS = 6;

    static ParkedCall of(int task, Blocked blocked) {
        return new ParkedCall(
                task,
                blocked.call().space(),
                blocked.owner(),
                WaitText.isFault(blocked)
                        ? Occupation.FAULT
                        : (int) blocked.context().x(A7),
                IntStream.range(0, ARGUMENTS)
                        .mapToObj(argument -> blocked.context().x(A0 + argument))
                        .toList());
    }
}
