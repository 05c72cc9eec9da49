package org.lkernel.experiments.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.fabric.Ready;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.scheduler.ParkedCall;
import org.lkernel.kernel.scheduler.SchedulerState;

/// Looks at a machine between two steps: whether all is so that must be so of its subsystems, and, when nothing is on
/// its way, whether somebody knows of each call that waits.
final class Inspector {
    private static final int PORTS = 256;
    /// So many messages apart everything is looked at.
    private static final int STRIDE = 4096;

    private static final int NOBODY = -1;

    private final @Nullable Subsystem<?, ?>[] byPort = new Subsystem<?, ?>[PORTS];
    private final List<Subsystem<?, ?>> all = new ArrayList<>();
    private int receiver = NOBODY;
    private int deliveries;
    private Ending.@Nullable Broken broken;

    void attach(List<Subsystem<?, ?>> subsystems) {
        all.clear();
        all.addAll(subsystems);
        subsystems.forEach(subsystem -> byPort[subsystem.port().id()] = subsystem);
    }

    void begin() {
        receiver = NOBODY;
        deliveries = 0;
        broken = null;
    }

    void delivering(Port to) {
        receiver = to.id();
    }

    /// What it found, or null.
    Ending.@Nullable Broken broken() {
        return broken;
    }

    /// Whether something is not as it must be; to be asked between two steps.
    boolean finds(Ready ready) {
        if (receiver == NOBODY) {
            return broken != null;
        }
        Subsystem<?, ?> last = byPort[receiver];
        receiver = NOBODY;
        if (last != null) {
            look(last, false);
        }
        if (++deliveries % STRIDE == 0) {
            lookAtAll();
        }
        if (ready.size() == 0) {
            lookForOwners();
        }
        return broken != null;
    }

    /// Everything; to be asked at the end.
    void lookAtAll() {
        for (int index = 0; index < all.size() && broken == null; index++) {
            look(all.get(index), true);
        }
    }

    private void look(Subsystem<?, ?> subsystem, boolean thorough) {
        String flaw = subsystem.state().flaw(thorough);
        if (flaw != null && broken == null) {
            broken = new Ending.Broken(subsystem.port(), flaw);
        }
    }

    /// Nothing is on its way, so whoever is to answer a call must know of it.
    private void lookForOwners() {
        for (ParkedCall call : ((SchedulerState) state(Port.SCHEDULER)).parked()) {
            if (broken == null && !state(call.owner()).owes(call.task())) {
                broken = new Ending.Broken(
                        call.owner(),
                        "task %d waits in %s, of which nobody knows any more"
                                .formatted(call.task(), Waits.name(call.number())));
            }
        }
    }

    private State<?> state(Port port) {
        Subsystem<?, ?> found = byPort[port.id()];
        if (found == null) {
            throw new IllegalStateException("there is no " + port);
        }
        return found.state();
    }
}
