package org.lkernel.drivers.computer;

/// What becomes of a [Computer] that stands still.
public enum Situation {
    /// Something is on its way or will be due: it can run on.
    RUNNING,
    /// The first program has ended.
    ENDED,
    /// Every task waits, at least one of them for what somebody may type at the terminal.
    WAITS_FOR_INPUT,
    /// Every task waits, and nothing is left that could wake one.
    DEADLOCKED
}
