package org.lkernel.cli.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that runs programs: ours, or a peer.
interface Contender {
    String name();

    /// The process that does it so often, or null when it cannot be compared here.
    @Nullable
    List<String> command(Subject subject, long amount);
}
