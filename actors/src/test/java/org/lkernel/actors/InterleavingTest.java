package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.fabric.Ready;
import org.lkernel.actors.toy.Racer;
import org.lkernel.kernel.Port;

/// Every order that pairwise order allows can happen, and no other.
class InterleavingTest {
    private static final List<Port> RACERS = List.of(Port.CLOCK, Port.SCHEDULER, Port.MEMORY);
    private static final Port JUDGE = Port.FILES;

    /// Takes a script of decisions, then always the first, and notes how many alternatives there were.
    private static final class Script implements Order {
        private List<Integer> decisions = List.of();
        private final List<Integer> bounds = new ArrayList<>();

        @Override
        public int next(Ready ready) {
            int at = bounds.size();
            bounds.add(ready.size());
            return at < decisions.size() ? decisions.get(at) : 0;
        }

        /// Moves to the next script in depth-first order; false after the last.
        boolean advance() {
            List<Integer> taken = new ArrayList<>(decisions);
            while (taken.size() < bounds.size()) {
                taken.add(0);
            }
            while (!taken.isEmpty() && taken.getLast() + 1 >= bounds.get(taken.size() - 1)) {
                taken.removeLast();
            }
            bounds.clear();
            decisions = taken;
            return !taken.isEmpty() && taken.set(taken.size() - 1, taken.getLast() + 1) >= 0;
        }
    }

    /// Explores every order in which the judge can get `messages` from each of the racers; in one machine,
    /// rewound.
    private static void explore(int racers, int messages, int expected) {
        Script script = new Script();
        MachineBuilder builder = Machine.builder().order(_ -> script).add(new Racer(JUDGE));
        RACERS.forEach(port -> builder.add(new Racer(port)));
        try (Machine machine = builder.build()) {
            for (Port racer : RACERS.subList(0, racers)) {
                machine.inject(racer, new Racer.Go(messages, List.of(JUDGE)));
            }
            // The host's messages to lower ports come first in canonical order, so each is delivered before any answer.
            machine.run(racers);
            script.bounds.clear();
            MachineImage start = machine.save();
            Set<String> orders = new TreeSet<>();
            int runs = 0;
            do {
                machine.load(start);
                machine.run();
                orders.add(checked(seen(machine), messages).toString());
                runs++;
            } while (script.advance());
            assertEquals(expected, orders.size(), "orders");
            assertEquals(expected, runs, "runs, each a different order");
        }
    }

    private static List<Racer.Seen> seen(Machine machine) {
        return machine.subsystems().stream()
                .filter(subsystem -> subsystem.port().equals(JUDGE))
                .map(subsystem -> ((Racer.Finish) subsystem.state()).seen())
                .findFirst()
                .orElseThrow();
    }

    /// Each sender's numbers are in order and complete.
    private static List<Racer.Seen> checked(List<Racer.Seen> seen, int messages) {
        Map<Port, Integer> next = new TreeMap<>();
        for (Racer.Seen each : seen) {
            @Nullable Integer expected = next.getOrDefault(each.racer(), 0);
            assertEquals(expected, each.number(), "pairwise order");
            next.put(each.racer(), each.number() + 1);
        }
        next.values().forEach(count -> assertEquals(messages, count));
        return seen;
    }

    @Test
    void twoSendersOfTwoMessagesHaveSixOrders() {
        explore(2, 2, 6);
    }

    @Test
    void twoSendersOfThreeMessagesHaveTwentyOrders() {
        explore(2, 3, 20);
    }

    @Test
    void threeSendersOfTwoMessagesHaveNinetyOrders() {
        explore(3, 2, 90);
    }

    @Test
    void pairwiseOrderHoldsUnderEverySeed() {
        for (long seed = 0; seed < 100; seed++) {
            MachineBuilder builder = Machine.builder().seed(seed).add(new Racer(JUDGE));
            RACERS.forEach(port -> builder.add(new Racer(port)));
            try (Machine machine = builder.build()) {
                RACERS.forEach(racer -> machine.inject(racer, new Racer.Go(40, List.of(JUDGE, Port.CLOCK))));
                machine.run();
                assertEquals(120, checked(seen(machine), 40).size());
            }
        }
    }
}
