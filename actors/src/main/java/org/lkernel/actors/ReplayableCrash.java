package org.lkernel.actors;

import java.util.List;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.kernel.Port;

/// Reports crashes of a machine whose decisions come from these choices.
record ReplayableCrash(KeyedChoices choices, String replayLine) implements CrashReporter {
    @Override
    public long seed() {
        return choices.seed();
    }

    @Override
    public RuntimeException report(long step, Port port, List<Delivery> last, Throwable cause) {
        // A replay that left its journal is no bug of the subsystem in which that was noticed.
        if (cause instanceof JournalException different) {
            return different;
        }
        return new KernelCrash(seed(), step, port, last, replayLine, cause);
    }
}
