package org.lkernel.actors;

import java.util.List;
import org.lkernel.actors.fabric.Host;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.hart.Hart;

/// Who is told the host's time, and how: the clock, and every hart.
///
/// @param clocks the one clock there is, or none
record TimeSignal(List<Port> clocks, List<Port> harts) {
    static TimeSignal among(List<Host> hosts) {
        return new TimeSignal(understanding(Clock.class, hosts), understanding(Hart.class, hosts));
    }

    private static List<Port> understanding(Class<?> family, List<Host> hosts) {
        return hosts.stream()
                .filter(host -> host.subsystem().understands() == family)
                .map(Host::port)
                .toList();
    }

    void tell(long nanos, InputGate.Injector injector) {
        Message time = new Clock.HostTime(nanos);
        clocks.forEach(clock -> injector.inject(clock, time));
        Message forHarts = new Hart.TimeIs(nanos);
        harts.forEach(hart -> injector.inject(hart, forHarts));
    }
}
