package org.lkernel.actors;

import java.util.List;
import org.lkernel.actors.fabric.Host;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;

/// Who is told the host's time, and how: the scheduler and every hart, so that whoever is told to run knows what
/// time it is, and then the clock, which wakes who waits for it.
///
/// These messages are delivered before any other, in the order they were sent.
///
/// @param schedulers the one scheduler there is, or none
/// @param clocks the one clock there is, or none
record TimeSignal(List<Port> schedulers, List<Port> harts, List<Port> clocks) {
    static TimeSignal among(List<Host> hosts) {
        return new TimeSignal(
                understanding(Scheduler.class, hosts),
                understanding(Hart.class, hosts),
                understanding(Clock.class, hosts));
    }

    static boolean isTime(Message message) {
        return message instanceof Scheduler.HostTime
                || message instanceof Hart.TimeIs
                || message instanceof Clock.HostTime;
    }

    private static List<Port> understanding(Class<?> family, List<Host> hosts) {
        return hosts.stream()
                .filter(host -> host.subsystem().understands() == family)
                .map(Host::port)
                .toList();
    }

    /// @param idleNanos for how long the machine did nothing since it was last told
    void tell(long nanos, long idleNanos, InputGate.Injector injector) {
        tell(schedulers, new Scheduler.HostTime(nanos, idleNanos), injector);
        tell(harts, new Hart.TimeIs(nanos), injector);
        tell(clocks, new Clock.HostTime(nanos), injector);
    }

    private static void tell(List<Port> ports, Message time, InputGate.Injector injector) {
        for (int index = 0; index < ports.size(); index++) {
            injector.inject(ports.get(index), time);
        }
    }
}
