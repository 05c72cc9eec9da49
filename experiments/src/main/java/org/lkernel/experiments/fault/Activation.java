package org.lkernel.experiments.fault;

/// What became of a bit that was turned over, until somebody used what it is in.
public enum Activation {
    /// Nobody has used it yet.
    WAITING,
    /// Somebody needed the value.
    USED,
    /// It was written over before anybody needed it.
    OVERWRITTEN,
    /// It was looked at no longer.
    UNKNOWN
}
