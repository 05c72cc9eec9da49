package org.lkernel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Engine;

/// What a user wants to be told of a run.
interface RunOptions {
    /// Where the journal goes, or null.
    @Nullable
    Path record();

    /// Where the messages go, or null.
    @Nullable
    Path trace();

    boolean digest();

    boolean report();

    /// Whether what is counted is printed as JSON.
    boolean json();

    boolean log();

    /// What executes guest instructions.
    Engine engine();
}
