package org.lkernel.experiments.schedule;

/// Chooses, decision by decision, what happens next in one schedule.
///
/// It need not mind fairness: a chain that only waits for others is not among its candidates before they had their
/// turns ([Fairness]).
@FunctionalInterface
public interface Chooser {
    /// What the kernel does by itself: the oldest message, the foremost task, the longest stay. Nobody is put
    /// back, since no schedule is to be told from another.
    Chooser FIFO = Candidates::usual;

    /// A position in the candidates, of which there are two or more.
    int choose(Candidates candidates);

    /// A chain has done what only waits for another: one that ranks them puts it last.
    default void yielded(int chain) {}
}
