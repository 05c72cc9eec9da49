package org.lkernel.actors;

import java.util.Arrays;
import org.lkernel.actors.journal.JournalException;

/// How a machine's time passes and when input comes.
public enum Mode {
    /// Virtual time and a seed: the same run every time.
    DETERMINISTIC,
    /// The host's time and input, journaled, so that the session can be replayed.
    LIVE;

    /// The mode a journal names.
    public static Mode named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JournalException("the journal is of an unknown mode, " + name));
    }
}
