package org.lkernel.experiments.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lkernel.actors.fabric.Interposer.Carrier;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// What is on its way, in time, late or never: nothing overtakes another thing between the same two.
final class Traffic {
    private record Held(Port sender, Port receiver, Message message, long due) {
        boolean isBetween(Port one, Port other) {
            return sender.equals(one) && receiver.equals(other);
        }
    }

    private final Deque<Held> held = new ArrayDeque<>();
    /// Until what has passed a port hears nothing, and which never will again.
    private final TreeMap<Port, Long> deaf = new TreeMap<>();

    private final TreeSet<Port> dead = new TreeSet<>();
    private long passed;

    void clear() {
        held.clear();
        deaf.clear();
        dead.clear();
        passed = 0;
    }

    /// Another message passes; what is due now goes before it.
    void pass(Carrier carrier) {
        passed++;
        List<Held> due = held.stream().filter(each -> each.due() <= passed).toList();
        held.removeAll(due);
        due.forEach(each -> deliver(each, carrier));
    }

    /// What was held back between two ports keeps what comes after it back.
    void carry(Port sender, Port receiver, Message message, Carrier carrier) {
        if (dead.contains(receiver)) {
            return;
        }
        long due = deaf.getOrDefault(receiver, 0L);
        if (due > passed || held.stream().anyMatch(before -> before.isBetween(sender, receiver))) {
            hold(sender, receiver, message, due);
        } else {
            carrier.carry(sender, receiver, message);
        }
    }

    /// Holds a message back until so many others have passed.
    void delay(Port sender, Port receiver, Message message, long messages) {
        hold(sender, receiver, message, passed + messages);
    }

    /// Holds a message back, at least as long as those before it between the same two.
    private void hold(Port sender, Port receiver, Message message, long due) {
        long last = held.stream()
                .filter(before -> before.isBetween(sender, receiver))
                .mapToLong(Held::due)
                .max()
                .orElse(due);
        held.add(new Held(sender, receiver, message, Math.max(due, last)));
    }

    /// It hears nothing until so many messages have passed.
    void deafen(Port port, long messages) {
        deaf.put(port, passed + messages);
    }

    /// It hears nothing any more.
    void kill(Port port) {
        dead.add(port);
    }

    /// The dead and the deaf hear again, and what is late is due now.
    void heal() {
        deaf.clear();
        dead.clear();
        List<Held> late = List.copyOf(held);
        held.clear();
        late.forEach(each -> held.add(new Held(each.sender(), each.receiver(), each.message(), 0)));
    }

    /// Nothing else is on its way: what was held back longest arrives; false when nothing was.
    boolean release(Carrier carrier) {
        if (held.isEmpty()) {
            return false;
        }
        deliver(held.removeFirst(), carrier);
        return true;
    }

    /// What was late arrives, if anybody is there to hear it.
    private void deliver(Held late, Carrier carrier) {
        if (!dead.contains(late.receiver())) {
            carrier.carry(late.sender(), late.receiver(), late.message());
        }
    }
}
