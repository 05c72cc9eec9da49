package org.lkernel.experiments.oracle;

import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.experiments.schedule.Outcome;

/// Judges how a schedule ended. It is asked after every schedule, so most often it finds nothing, quickly.
@FunctionalInterface
public interface Oracle {
    /// What is wrong, or null.
    ///
    /// @param computer as it stands at the end; to be looked at only
    @Nullable
    Failure judge(Outcome outcome, Computer computer);
}
