package org.lkernel.actors;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.actors.fabric.Host;

/// Everybody who is shown the deliveries of a machine.
final class Observers {
    private final Observer[] all;

    private Observers(List<Observer> all) {
        this.all = all.toArray(Observer[]::new);
    }

    /// Those that were asked for, and the log when it is to show the messages of one of these subsystems.
    static Observers of(List<Observer> asked, MachineLog log, CrashReporter reporter, List<Host> hosts) {
        List<Observer> all = new ArrayList<>(asked);
        if (MachineLog.isShowingMessages(hosts.stream().map(Host::port).toList())) {
            all.add((delivery, nanos) -> log.show(delivery, nanos, reporter.seed()));
        }
        return new Observers(all);
    }

    /// Whether there is anybody; if not, nobody needs to be told anything.
    boolean isLooking() {
        return all.length > 0;
    }

    void show(Delivery delivery, long nanos) {
        for (Observer observer : all) {
            observer.delivering(delivery, nanos);
        }
    }
}
