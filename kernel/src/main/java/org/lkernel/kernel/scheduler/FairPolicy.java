package org.lkernel.kernel.scheduler;

import java.util.Iterator;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Port;

/// The tasks that have had the least time for their niceness come first, as in Linux's completely fair scheduler; a
/// schedule may take any of the foremost few, whose time differs by little.
public final class FairPolicy implements Policy {
    private static final int FOREMOST = 4;

    @Override
    public ReadyTask next(int hart, Iterable<ReadyTask> ready, Choices choices) {
        ReadyTask[] foremost = new ReadyTask[FOREMOST];
        int count = 0;
        for (Iterator<ReadyTask> tasks = ready.iterator(); count < FOREMOST && tasks.hasNext(); ) {
            foremost[count++] = tasks.next();
        }
        return foremost[choices.choose(Choices.Site.PICK_TASK, Port.SCHEDULER.id(), count)];
    }
}
