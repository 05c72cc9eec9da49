package org.lkernel.actors;

/// How a machine's time passes and when input comes.
public enum Mode {
    /// Virtual time and a seed: the same run every time.
    DETERMINISTIC,
    /// The host's time and input, journaled, so that the session can be replayed.
    LIVE
}
