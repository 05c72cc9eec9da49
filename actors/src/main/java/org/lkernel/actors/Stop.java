package org.lkernel.actors;

/// Why a run came back.
public enum Stop {
    /// Nothing can be delivered, and nothing is to come.
    QUIET,
    /// The caller's condition holds.
    CONDITION,
    /// As many steps were made as asked for.
    STEPS,
    /// As many instructions were retired as asked for.
    INSTRUCTIONS,
    /// Another thread asked for it.
    REQUESTED,
    /// The thread that runs the machine was interrupted, and still is.
    INTERRUPTED,
    /// The journal being replayed is at its end.
    REPLAYED
}
