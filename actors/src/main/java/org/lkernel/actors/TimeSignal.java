package org.lkernel.actors;

import org.lkernel.actors.fabric.Fabric;
import org.lkernel.actors.fabric.Host;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.hart.Hart;

/// Who is told the host's time, and how: the clock, and every hart.
final class TimeSignal {
    private TimeSignal() {}

    static void tell(Fabric fabric, long nanos, InputGate.Injector injector) {
        if (fabric.host(Port.CLOCK) != null) {
            injector.inject(Port.CLOCK, new Clock.HostTime(nanos));
        }
        Message forHarts = new Hart.TimeIs(nanos);
        for (Host host : fabric.hosts()) {
            if (host.port().isHart()) {
                injector.inject(host.port(), forHarts);
            }
        }
    }
}
