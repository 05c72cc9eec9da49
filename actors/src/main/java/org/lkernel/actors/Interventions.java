package org.lkernel.actors;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// What somebody outside does to a machine between two instructions, without a message: a debugger's change, a bit that
/// turns over.
final class Interventions {
    /// @param retired when all harts together have retired so many instructions since boot
    private record Intervention(long retired, Consumer<Machine> action) {}

    private final PriorityQueue<Intervention> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Intervention::retired));

    void add(long retired, Consumer<Machine> action) {
        waiting.add(new Intervention(retired, action));
    }

    void clear() {
        waiting.clear();
    }

    /// Goes as far as the horizon, and does on the way what is to be done.
    Stop run(Engine engine, Machine machine, Horizon horizon) {
        while (true) {
            Intervention next = waiting.peek();
            if (next == null || next.retired() >= horizon.retired()) {
                return engine.run(horizon);
            }
            Stop stop = engine.run(horizon.orRetired(next.retired()));
            if (engine.retired() < next.retired()) {
                return stop;
            }
            waiting.remove();
            next.action().accept(machine);
        }
    }
}
