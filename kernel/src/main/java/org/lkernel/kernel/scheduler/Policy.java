package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.Choices;

/// Who of the ready tasks is next: the part of a scheduler that people disagree about, apart from how tasks queue,
/// block and are charged.
///
/// One's own is a class with this method, which remembers nothing (what it goes by is in the tasks), and is given to a
/// board or to `Computer.builder()`.
@FunctionalInterface
public interface Policy {
    /// Takes one of the tasks that may run on a vacant hart.
    ///
    /// @param hart its index
    /// @param ready at least one, the one that has had the least time first: of the hart's own queue, or of the
    /// longest one when that is empty
    /// @param choices decides what a schedule may decide otherwise; asked by [Choices.Site#PICK_TASK]
    /// @return one of `ready`
    ReadyTask next(int hart, Iterable<ReadyTask> ready, Choices choices);
}
