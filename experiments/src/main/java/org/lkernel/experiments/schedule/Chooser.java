package org.lkernel.experiments.schedule;

/// Chooses, decision by decision, what happens next in one schedule.
public interface Chooser {
    /// A position in the candidates, of which there are two or more.
    int choose(Candidates candidates);

    /// A chain has done what only waits for another: it is to come last for a while, or schedules would never end
    /// that are fair on any real machine.
    default void yielded(int chain) {}
}
