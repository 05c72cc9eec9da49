package org.lkernel.actors;

import java.util.List;
import org.lkernel.kernel.Port;

/// Makes the report of a crash, knowing how the run can be repeated.
interface CrashReporter {
    long seed();

    /// The command that repeats the run.
    String replayLine();

    RuntimeException report(long step, Port port, List<Delivery> last, Throwable cause);
}
