package org.lkernel.actors;

import java.util.List;
import org.lkernel.actors.choice.KeyedChoices;
import org.lkernel.kernel.Port;

/// Reports crashes of a machine whose decisions come from these choices.
record ReplayableCrash(KeyedChoices choices, String replayLine) implements CrashReporter {
    @Override
    public long seed() {
        return choices.seed();
    }

    @Override
    public RuntimeException report(long step, Port port, List<Delivery> last, Throwable cause) {
        return new KernelCrash(seed(), step, port, last, replayLine, cause);
    }
}
